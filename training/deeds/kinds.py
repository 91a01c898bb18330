"""The kinds of deeds, as PLOVER names its event types, with their modes, and PLOVER's sectors; in the order of the model's scores."""

_MODES = """
AGREE
CONSULT visit third-party multilateral phone
SUPPORT
CONCEDE
COOPERATE
AID
RETREAT withdraw release disarm ceasefire access resign
REQUEST assist change yield meet
ACCUSE disapprove investigate allege
REJECT assist change yield meet
THREATEN restrict arrest relations expel territory violence
PROTEST demo riot strike hunger boycott obstruct vandalize
SANCTION convict expel withdraw discontinue
MOBILIZE troops weapons police militia
COERCE seize restrict censor curfew martial-law arrest deport withhold misinformation cyber
ASSAULT abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional
"""
MODES = {kind: set(modes) for kind, *modes in (line.split() for line in _MODES.strip().split("\n"))}
SECTORS = set("GOV MIL COP JUD LEG PTY OPP REB UAF PRM SPY CVL REF ETH REL NGO IGO BUS LAB EDU JRN MED CRM ELI SOC UNK".split())

# The classes of a word: no deed first.
CLASSES = ["NONE", *MODES]
NUMBER = {kind: number for number, kind in enumerate(CLASSES)}
