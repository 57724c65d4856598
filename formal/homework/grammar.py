r"""The grammar of answers, and the parser that Lark makes of it (this file is the door to Lark).

From loosest to tightest: pieces (`… if …, … otherwise`), iff, implies, or, and, not, relations (in chains), unions,
sums, products (written or not), signs, powers. A product that is not written binds as one that is: `1/2p` is half of
`p`. What numbers and conditions may do with each other is checked where they are built (`formal.homework.building`).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from formal.errors import AnswerError
from formal.homework.extras import missing
from formal.homework.tokens import Token

GRAMMAR = r"""
?start: item (SEPARATOR item)*            -> listed
?item: whole
    | whole IF whole                      -> piece
    | whole OTHERWISE                     -> rest
    | OTHERWISE whole                     -> rest_first
    | whole IF whole ELSE whole           -> choice
    | IF whole THEN whole ELSE whole      -> choice_first
    | IF whole THEN whole                 -> piece_first
    | IF whole                            -> only_if
    | IFF whole                           -> only_if
?whole: implied (IFF implied)+ -> iff
    | implied
?implied: either (IMPLIES either) -> implies
    | either
?either: both (OR both)+ -> either
    | both
?both: negated (AND negated)+ -> both
    | negated
?negated: NOT negated                     -> negated
    | chain
?chain: united (_relation united)+ -> chain
    | united
_relation: LT | LE | GT | GE | EQ | NE | IN | NOTIN
?united: sum ((CUP | CAP) sum)+ -> united
    | sum
?sum: product ((PLUS | MINUS) product)+ -> sum
    | product
?product: signed (TIMES signed | OVER signed | power)+ -> product
    | signed
?signed: (PLUS | MINUS) signed            -> signed
    | power0
?power0: bare0 POWER exponent             -> power
    | bare0 SUPER                         -> power_small
    | bare0
?power: bare POWER exponent               -> power
    | bare SUPER                          -> power_small
    | bare
?exponent: (PLUS | MINUS) exponent        -> signed
    | power0
?bare0: bare
    | NUMBER                              -> number
    | FRACTION                            -> fraction_sign
    | INFINITY                            -> infinity
    | ALWAYS                              -> always
    | NEVER                               -> never
    | EMPTY                               -> empty
    | BAR whole BAR                       -> absolute
    | LBRACK whole RBRACK                 -> group
    | LBRACK whole SEPARATOR whole (RBRACK | RPAR | LBRACK)  -> interval
    | RBRACK whole SEPARATOR whole (RBRACK | RPAR | LBRACK)  -> interval
    | BEGINCASES row (ROW row)* ROW? ENDCASES -> cases
?bare: NAME                               -> name
    | LPAR item RPAR                      -> group
    | LPAR whole SEPARATOR whole (RBRACK | RPAR | LBRACK) -> interval
    | LPAR whole SEPARATOR whole (SEPARATOR whole)+ RPAR -> tuple
    | LBRACE item RBRACE                  -> group
    | LBRACE item (SEPARATOR item)+ RBRACE -> set
    | FRAC LBRACE whole RBRACE LBRACE whole RBRACE -> fraction
    | SQRT (LPAR whole RPAR | LBRACE whole RBRACE) -> root
    | SQRT NAME                           -> root_of_name
    | SQRT NUMBER                         -> root_of_number
    | ABS (LPAR whole RPAR | LBRACK whole RBRACK) -> absolute
    | (MIN | MAX) (LPAR _several RPAR | LBRACE _several RBRACE | LBRACK _several RBRACK) -> extreme
_several: whole (SEPARATOR whole)*
?row: whole AMP IF? whole                 -> piece
    | whole AMP? OTHERWISE                -> rest
    | whole IF whole                      -> piece

%declare SEPARATOR IF OTHERWISE ELSE THEN IFF IMPLIES OR AND NOT LT LE GT GE EQ NE IN NOTIN CUP CAP PLUS MINUS TIMES
%declare OVER POWER SUPER NUMBER FRACTION INFINITY ALWAYS NEVER EMPTY BAR LBRACK RBRACK LPAR RPAR LBRACE RBRACE
%declare BEGINCASES ENDCASES ROW AMP NAME FRAC SQRT ABS MIN MAX
"""

_CALLED = {
    "SEPARATOR": "a comma", "NAME": "a name", "NUMBER": "a number", "RPAR": ")", "RBRACE": "}", "RBRACK": "]",
    "LPAR": "(", "LBRACE": "{", "LBRACK": "[", "$END": "the end", "POWER": "^", "TIMES": "*", "OVER": "/", "PLUS": "+",
    "MINUS": "-", "BAR": "|", "AMP": "&", "EQ": "=", "LT": "<", "GT": ">", "LE": "<=", "GE": ">=",
}  # fmt: skip


def parse(tokens: list[Token], text: str, builder: Any) -> Any:
    """Return what a builder makes of an answer's tokens, or raise `AnswerError`."""
    lark, parser, error = _parser()
    signs = [_sign(lark, token) for token in tokens]
    interactive = parser.parse_interactive("")
    try:
        for sign in signs:
            interactive.feed_token(sign)
        tree = interactive.feed_eof(signs[-1] if signs else None)
    except error as problem:
        raise _unexpected(problem, text) from None
    return builder.build(tree)


@functools.cache
def _parser() -> tuple[Any, Any, type[Exception]]:
    try:
        import lark
    except ImportError:
        raise missing("lark") from None

    class Fed(lark.lexer.Lexer):
        """Finds nothing: the parser is fed tokens that were found before."""

        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, lexer_state: object, parser_state: object) -> Iterator[Any]:
            return iter(())

    parser = lark.Lark(GRAMMAR, parser="lalr", lexer=Fed, maybe_placeholders=False)
    return lark, parser, lark.exceptions.UnexpectedToken


def _sign(lark: Any, token: Token) -> Any:
    return lark.Token(token.kind, token.text, start_pos=token.start, end_pos=token.end)


def _unexpected(problem: Any, text: str) -> AnswerError:
    token, wanted = problem.token, {_CALLED[k] for k in problem.expected if k in _CALLED}
    if token.type == "$END":
        open_ = [sign for sign in (")", "}", "]") if sign in wanted]
        if open_ and "a name" not in wanted - {"("}:
            hint = f"write {open_[0]} where the bracket ends"
            return AnswerError("a bracket is not closed", text, len(text), hint)
        return AnswerError("the answer ends too early", text, len(text), "finish it")
    if token.type in ("RPAR", "RBRACE", "RBRACK") and _CALLED[token.type] not in wanted:
        return AnswerError(f"{token} closes no bracket", text, token.start_pos, "take it away, or open one")
    if "a name" in wanted:
        hint = "a number, a name or a bracket is wanted here"
    else:
        hint = "a sign is missing before it, or it does not belong here"
    return AnswerError(f"{str(token)!r} cannot stand here", text, token.start_pos, hint)
