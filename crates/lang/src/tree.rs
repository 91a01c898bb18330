//! The best dependency tree of a table of scores: one root, no cycle.

/// Scores of a sentence of `words` words: dependent `d` (from 0) and head `h` (0 the root, else word `h - 1`) at
/// `d * stride + h`.
#[derive(Clone, Copy)]
pub(crate) struct ArcScores<'a> {
    /// All scores, finite.
    pub scores: &'a [f32],
    /// Numbers from one dependent's scores to the next's.
    pub stride: usize,
    /// Words in the sentence.
    pub words: usize,
}

impl ArcScores<'_> {
    fn of(&self, dependent: usize) -> &[f32] {
        &self.scores[dependent * self.stride..][..=self.words]
    }
}

/// The head of each word in the tree of the highest total score that has one root: 0 for the root, else 1 + the
/// index of the head. The best head of each word is taken where that makes a tree, which it mostly does.
pub(crate) fn best_tree(arcs: ArcScores<'_>, heads: &mut Vec<usize>) {
    heads.clear();
    heads.extend((0..arcs.words).map(|d| best_head(arcs.of(d), d)));
    if !is_tree(heads) {
        Contraction::new(arcs).solve(heads);
    }
}

/// The first of the best heads; a word is not its own head.
fn best_head(scores: &[f32], dependent: usize) -> usize {
    let mut best = 0;
    for (head, &score) in scores.iter().enumerate() {
        if head != dependent + 1 && score > scores[best] {
            best = head;
        }
    }
    best
}

/// Whether exactly one word is the root and all others hang below it.
pub(crate) fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    // The walk that reached a word first; a walk that meets itself has found a cycle.
    let mut reached = vec![usize::MAX; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while reached[at] == usize::MAX {
            reached[at] = start;
            match heads[at] {
                0 => break,
                head if head > heads.len() => return false,
                head => at = head - 1,
            }
            if reached[at] == start {
                return false;
            }
        }
    }
    true
}

/// Chu-Liu and Edmonds' algorithm on a dense table in O(n²): a path of best heads grows until it meets the finished
/// tree or itself; a cycle is contracted into its first member's place.
///
/// Every arc from the root costs more than all other arcs together can gain, so the best tree has one root, and
/// among those with one root the penalty is the same: the result is exact.
struct Contraction {
    size: usize,
    /// Score of the best arc from place `head` into place `dependent`, at `dependent * size + head`.
    score: Vec<f64>,
    /// The words that arc joins: (head, dependent), 0 the root.
    arc: Vec<(usize, usize)>,
    /// The node that each place stands for now; `None` when it was contracted away.
    node: Vec<Option<usize>>,
    /// Of each node (words first, then contracted cycles): the cycle it went into, and the arc chosen to enter it.
    parent: Vec<usize>,
    chosen: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    OnPath,
    Done,
}

impl Contraction {
    fn new(arcs: ArcScores<'_>) -> Self {
        let size = arcs.words + 1;
        let mut score = vec![0.0; size * size];
        let mut spread = 1.0;
        for d in 0..arcs.words {
            let row = arcs.of(d);
            let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
            for (head, &s) in row.iter().enumerate().filter(|&(head, _)| head != d + 1) {
                let s = f64::from(s);
                (low, high) = (low.min(s), high.max(s));
                score[(d + 1) * size + head] = s;
            }
            spread += high - low;
        }
        for d in 1..size {
            score[d * size] -= spread;
        }
        let arc = (0..size * size).map(|i| (i % size, i / size)).collect();
        let nodes = 2 * size;
        Contraction {
            size,
            score,
            arc,
            node: (0..size).map(Some).collect(),
            parent: vec![usize::MAX; nodes],
            chosen: vec![(0, 0); nodes],
        }
    }

    fn solve(mut self, heads: &mut [usize]) {
        let mut visit = vec![Visit::New; self.size];
        visit[0] = Visit::Done;
        let mut best = vec![0.0; self.size];
        let mut next_node = self.size;
        let mut path = Vec::new();
        for start in 1..self.size {
            if self.node[start].is_none() || visit[start] != Visit::New {
                continue;
            }
            path.push(start);
            visit[start] = Visit::OnPath;
            while let Some(&top) = path.last() {
                let Some(head) = self.best_into(top) else { break };
                best[top] = self.score[top * self.size + head];
                if let Some(node) = self.node[top] {
                    self.chosen[node] = self.arc[top * self.size + head];
                }
                match visit[head] {
                    Visit::Done => {
                        path.drain(..).for_each(|place| visit[place] = Visit::Done);
                    }
                    Visit::New => {
                        visit[head] = Visit::OnPath;
                        path.push(head);
                    }
                    Visit::OnPath => {
                        let first = path.iter().rposition(|&p| p == head).unwrap_or(0);
                        let cycle = path.split_off(first);
                        path.push(self.contract(&cycle, &best, next_node));
                        next_node += 1;
                    }
                }
            }
        }
        self.expand(next_node, heads);
    }

    /// The place of the best head of `dependent`.
    fn best_into(&self, dependent: usize) -> Option<usize> {
        let row = &self.score[dependent * self.size..][..self.size];
        let mut best: Option<usize> = None;
        for (head, &score) in row.iter().enumerate() {
            if head != dependent && self.node[head].is_some() && best.is_none_or(|b| score > row[b]) {
                best = Some(head);
            }
        }
        best
    }

    /// Makes one node of a cycle, in the place of its first member.
    fn contract(&mut self, cycle: &[usize], best: &[f64], node: usize) -> usize {
        let size = self.size;
        let keep = cycle[0];
        for &member in cycle {
            if let Some(old) = self.node[member].take() {
                self.parent[old] = node;
            }
        }
        for other in (0..size).filter(|&p| self.node[p].is_some()) {
            let (mut enter, mut leave) = (keep, keep);
            for &member in cycle {
                let gain = |m: usize| self.score[m * size + other] - best[m];
                if gain(member) > gain(enter) {
                    enter = member;
                }
                if self.score[other * size + member] > self.score[other * size + leave] {
                    leave = member;
                }
            }
            let entering = self.score[enter * size + other] - best[enter];
            self.arc[keep * size + other] = self.arc[enter * size + other];
            self.score[keep * size + other] = entering;
            self.arc[other * size + keep] = self.arc[other * size + leave];
            self.score[other * size + keep] = self.score[other * size + leave];
        }
        self.node[keep] = Some(node);
        keep
    }

    /// Undoes the contractions, last first: the arc that enters a cycle replaces that of the member it enters.
    fn expand(mut self, nodes: usize, heads: &mut [usize]) {
        for cycle in (self.size..nodes).rev() {
            let arc = self.chosen[cycle];
            let mut member = arc.1;
            while self.parent[member] != cycle && self.parent[member] < nodes {
                member = self.parent[member];
            }
            self.chosen[member] = arc;
        }
        for (word, head) in heads.iter_mut().enumerate() {
            *head = self.chosen[word + 1].0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(seed: &mut u64) -> f32 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 40) as f32 / (1 << 22) as f32
    }

    fn total(arcs: ArcScores<'_>, heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(d, &h)| f64::from(arcs.of(d)[h])).sum()
    }

    /// The best total of any tree, by trying all.
    fn brute_force(arcs: ArcScores<'_>) -> f64 {
        let n = arcs.words;
        let mut best = f64::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let mut rest = code;
            let heads: Vec<usize> = (0..n)
                .map(|_| {
                    let h = rest % (n + 1);
                    rest /= n + 1;
                    h
                })
                .collect();
            if heads.iter().enumerate().all(|(d, &h)| h != d + 1) && is_tree(&heads) {
                best = best.max(total(arcs, &heads));
            }
        }
        best
    }

    #[test]
    fn finds_the_best_tree_of_every_small_table() {
        let mut seed = 7;
        let mut heads = Vec::new();
        for round in 0..400 {
            let words = 1 + round % 5;
            let stride = words + 3;
            let mut scores: Vec<f32> = (0..words * stride).map(|_| random(&mut seed)).collect();
            if round % 3 == 0 {
                // Many good roots, or many equal scores.
                (0..words).for_each(|d| scores[d * stride] += 2.0);
                scores.iter_mut().for_each(|s| *s = s.round());
            }
            let arcs = ArcScores { scores: &scores, stride, words };
            best_tree(arcs, &mut heads);
            assert!(is_tree(&heads), "{heads:?}");
            let expected = brute_force(arcs);
            assert!((total(arcs, &heads) - expected).abs() < 1e-6, "{words} words: {heads:?}");
        }
    }

    #[test]
    fn a_long_sentence_of_noise_still_is_a_tree() {
        let mut seed = 3;
        let mut heads = Vec::new();
        for words in [50, 133, 400] {
            let scores: Vec<f32> = (0..words * (words + 1)).map(|_| random(&mut seed)).collect();
            best_tree(ArcScores { scores: &scores, stride: words + 1, words }, &mut heads);
            assert!(is_tree(&heads));
        }
    }

    #[test]
    fn knows_a_tree_when_it_sees_one() {
        assert!(is_tree(&[0]));
        assert!(is_tree(&[2, 0, 2]));
        assert!(!is_tree(&[0, 0]));
        assert!(!is_tree(&[2, 1, 0]));
        assert!(!is_tree(&[1, 0]));
        assert!(!is_tree(&[]));
    }
}
