"""Walking trees: the order of nodes, what nodes inherit, the terms at a node, trees rebuilt."""

from sympy import Integer, Rational, Symbol, symbols

from formal.games import Chance, Draw, Node, Offer, Terminal, chance, choose, draw, offer
from formal.games.walking import History, children, descend, rebuild, terms, walk, with_terms

c, p, x = symbols("c p x")
HALF = Rational(1, 2)
TREE = draw(
    c,
    0,
    1,
    chance(
        {
            "up": (HALF, offer("A", x, 0, p, choose("B", {"yes": (x, p), "no": (0, -c)}))),
            "down": (HALF, (1, 1)),
        }
    ),
    seen_by=["B"],
    cdf=c**2,
)


def test_walk_goes_from_the_root_down_and_keeps_the_order_of_labels() -> None:
    assert [(history, type(node).__name__) for history, node in walk(TREE)] == [
        ((), "Draw"),
        (("c",), "Chance"),
        (("c", "up"), "Offer"),
        (("c", "up", "x"), "Decision"),
        (("c", "up", "x", "yes"), "Terminal"),
        (("c", "up", "x", "no"), "Terminal"),
        (("c", "down"), "Terminal"),
    ]


def test_descend_walks_the_same_way_and_hands_down_from_parent_to_child() -> None:
    start: History = ()
    found = list(descend(TREE, start, lambda above, node, label: (*above, label)))
    assert [history for history, _, _ in found] == [history for history, _ in walk(TREE)]
    assert all(inherited == history for history, _, inherited in found)


def test_terms_of_each_kind_of_node() -> None:
    nodes = dict(walk(TREE))
    assert terms(nodes[()]) == (0, 1, c**2)
    assert terms(nodes[("c",)]) == (HALF, HALF)
    assert terms(nodes[("c", "up")]) == (0, p)
    assert terms(nodes[("c", "up", "x")]) == ()
    assert terms(nodes[("c", "up", "x", "yes")]) == (x, p)
    assert terms(draw(c, 0, 1, (0, 0))) == (0, 1)


def test_terms_are_changed_where_they_stand() -> None:
    def doubled(_history: History, node: Node) -> Node:
        return with_terms(node, lambda term: 2 * term)

    twice = rebuild(TREE, doubled)
    for (history, before), (same, after) in zip(walk(TREE), walk(twice), strict=True):
        assert history == same
        assert terms(after) == tuple(2 * term for term in terms(before))
    assert isinstance(twice, Draw)
    assert twice.seen_by == ("B",)


def test_rebuild_leaves_the_tree_that_it_was_given() -> None:
    before = list(walk(TREE))
    rebuild(TREE, lambda history, node: Terminal((Integer(9), Integer(9))) if len(history) == 4 else node)
    assert list(walk(TREE)) == before


def test_a_shared_node_is_rebuilt_in_each_place() -> None:
    shared = choose("B", {"go": (0, 0)})
    tree = choose("A", {"left": shared, "right": shared})

    def marked(history: History, node: Node) -> Node:
        return Terminal((Symbol(history[0]), Integer(0))) if isinstance(node, Terminal) else node

    payoffs = [node.payoffs[0].name for _, node in walk(rebuild(tree, marked)) if isinstance(node, Terminal)]
    assert payoffs == ["left", "right"]


def test_children_of_leaves_and_of_single_branches() -> None:
    assert children(Terminal((Integer(0),))) == []
    assert children(TREE) == [("c", TREE.node)]
    assert isinstance(TREE.node, Chance)
    (_, first), _ = children(TREE.node)
    assert isinstance(first, Offer)
