"""Named random changes to a document. The engines judge whether the result is valid."""

from collections.abc import Callable
from functools import cache
from random import Random

from lexical_texts import SPACES, TEXTS
from markup import XS, XSI, Node, escape
from tables import rows

from ipsxml.contract import FAMILY_NAMESPACE, family, versions

Mutation = Callable[[Random, Node], bool]
"""Changes the tree in place and returns whether it found something to change."""

_FOREIGN = ("urn:example", f"{FAMILY_NAMESPACE}/", "http://www.scene7.com/IpsApi", XS)
_TEXTS = [text for builtin in sorted(TEXTS) for text in TEXTS[builtin]]
_TYPES = (
    *("string", "normalizedString", "token", "int", "long", "integer", "short", "byte", "unsignedByte"),
    *(
        "double",
        "float",
        "decimal",
        "boolean",
        "dateTime",
        "date",
        "anyType",
        "anySimpleType",
        "QName",
        "nothing",
    ),
)
_ATTRIBUTES = (
    *(
        'a="1"',
        'xmlns:q="urn:q"',
        'xmlns:q="urn:q" q:a="1"',
        'xml:lang="en"',
        'xml:space="preserve"',
        'type="a"',
    ),
    *(
        'xml:id="a"',
        'xml:lang="not a language"',
        'xml:base="http://example.com/"',
        'minOccurs="0"',
        'nil="true"',
    ),
)
_XSI_ATTRIBUTES = (
    *('nil="true"', 'nil="false"', 'nil="1"', 'nil="0"', 'nil="yes"', 'nil=""', 'type=""', 'type="a:b:c"'),
    *('schemaLocation="urn:x x.xsd"', 'schemaLocation="urn:x"', 'schemaLocation=""', 'other="1"'),
    *('noNamespaceSchemaLocation="x.xsd"', 'noNamespaceSchemaLocation=""', 'type="unbound:int"', 'type="1"'),
    *('schemaLocation="http://www.example.com/a b.xsd c d.xsd"', 'noNamespaceSchemaLocation="a b"'),
)
_COMMENTS = ("<!---->", "<!-- a -->", "<!--<a>1</a>-->", "<!-- & ]]> -->")
_INSTRUCTIONS = ("<?p?>", "<?p a='b'?>", "<?xml-stylesheet href='a.xsl'?>", "<?p <a> & ]]>?>")
_STRAY_TEXTS = (
    "x",
    "1",
    "true",
    "&#160;",
    "\u00a0",
    "&lt;",
    "<![CDATA[ ]]>",
    "<![CDATA[]]>",
    "&#32;",
    " \n ",
)


def _drop(chance: Random, root: Node) -> bool:
    parent = _parent(chance, root)
    if parent:
        parent.parts.remove(chance.choice(parent.children))
    return parent is not None


def _double(chance: Random, root: Node) -> bool:
    parent = _parent(chance, root)
    if parent:
        child = chance.choice(parent.children)
        parent.parts.insert(chance.choice((parent.parts.index(child), len(parent.parts))), child.copy())
    return parent is not None


def _swap(chance: Random, root: Node) -> bool:
    parents = [node for node in root.walk() if len(node.children) > 1]
    if parents:
        parts = chance.choice(parents).parts
        one, other = chance.sample([place for place, part in enumerate(parts) if isinstance(part, Node)], 2)
        parts[one], parts[other] = parts[other], parts[one]
    return bool(parents)


def _rename(chance: Random, root: Node) -> bool:
    node = _any(chance, root)
    near = (node.name.swapcase(), node.name[:-1] or "a", f"{node.name}s", node.name.capitalize())
    node.name = chance.choice((chance.choice(near), chance.choice(_names()), _any(chance, root).name))
    return True


def _move_namespace(chance: Random, root: Node) -> bool:
    """Change the namespace of an element, of a subtree, or of the whole document."""
    node = chance.choice((root, _any(chance, root), _any(chance, root)))
    namespace = chance.choice((*(version.namespace for version in versions()), *_FOREIGN, ""))
    for each in chance.choice(([node], node.walk())):
        each.namespace = namespace
    return True


def _value(chance: Random, root: Node) -> bool:
    leaves = [node for node in root.walk() if node.is_leaf]
    if not leaves:
        return False
    leaf = chance.choice(leaves)
    texts = TEXTS[leaf.type] if chance.random() < 0.8 else _TEXTS
    text = escape(chance.choice(texts))
    if chance.random() < 0.1:
        text = chance.choice((f"{chance.choice(SPACES)}{text}", f"{text}{chance.choice(SPACES)}"))
    leaf.parts = [text] if text else []
    return True


def _space(chance: Random, root: Node) -> bool:
    """Insert white space or a lookalike around or inside a value, or between elements."""
    _insert_markup(chance, _any_or_leaf(chance, root), chance.choice(SPACES))
    return True


def _cdata(chance: Random, root: Node) -> bool:
    node = _any_or_leaf(chance, root)
    places = [place for place, part in enumerate(node.parts) if isinstance(part, str) and "<" not in part]
    if places and chance.random() < 0.9:
        place = chance.choice(places)
        text = _unescape(str(node.parts[place]))
        node.parts[place] = f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
    else:
        node.parts.append("<![CDATA[]]>")
    return True


def _references(chance: Random, root: Node) -> bool:
    """Write characters as references."""
    node = _any_or_leaf(chance, root)
    for place, part in enumerate(node.parts):
        if isinstance(part, str) and "<" not in part:
            text = _unescape(part)
            node.parts[place] = "".join(
                chance.choice((f"&#{ord(each)};", f"&#x{ord(each):X};", escape(each))) for each in text
            )
    return True


def _comment(chance: Random, root: Node) -> bool:
    _insert_markup(chance, _any_or_leaf(chance, root), chance.choice(_COMMENTS))
    return True


def _instruction(chance: Random, root: Node) -> bool:
    _insert_markup(chance, _any_or_leaf(chance, root), chance.choice(_INSTRUCTIONS))
    return True


def _text(chance: Random, root: Node) -> bool:
    _insert_markup(chance, _any(chance, root), chance.choice(_STRAY_TEXTS))
    return True


def _attribute(chance: Random, root: Node) -> bool:
    node = _any(chance, root)
    node.attributes.append(f" {chance.choice(_ATTRIBUTES)}")
    return True


def _schema_attribute(chance: Random, root: Node) -> bool:
    """Add one of the ``xsi:`` attributes that XSD allows on any element, with a valid or invalid value."""
    node = _any_or_leaf(chance, root)
    own = f'xmlns:o="{node.namespace}" ' if node.namespace else ""
    prefix = "o:" if node.namespace else ""
    builtin = node.type if node.is_leaf else "xs:int"
    types = (node.type, node.type, chance.choice(sorted(family().types)))
    attribute = chance.choice(
        (
            f"xsi:{chance.choice(_XSI_ATTRIBUTES)}",
            f'xmlns:xs="{XS}" xsi:type="xs:{chance.choice(_TYPES)}"',
            f'xmlns:xs="{XS}" xsi:type="{chance.choice(SPACES)}{builtin} "',
            f'{own}xsi:type="{prefix}{chance.choice(types).removeprefix("xs:")}"',
        )
    )
    node.attributes.append(f' xmlns:xsi="{XSI}" {attribute}')
    return True


def _nest(chance: Random, root: Node) -> bool:
    """Wrap an element in a copy of itself, remove its tags, move it, or give it a new child."""
    node = _any(chance, root)
    parent = next((each for each in root.walk() if node in each.children), None)
    change = chance.choice(("wrap", "unwrap", "move", "child"))
    if change == "wrap":
        node.parts = [Node(node.name, node.namespace, node.type, parts=node.parts)]
    elif change == "child":
        node.parts.append(Node(chance.choice(_names()), node.namespace, "xs:string", parts=["x"]))
    elif parent is None:
        return False
    else:
        place = parent.parts.index(node)
        parent.parts[place : place + 1] = node.parts if change == "unwrap" else []
        if change == "move":
            target = _any(chance, root)  # the tree no longer contains the element
            target.parts.insert(chance.randint(0, len(target.parts)), node)
    return True


MUTATIONS: dict[str, Mutation] = {
    "element dropped": _drop,
    "element doubled": _double,
    "elements swapped": _swap,
    "element renamed": _rename,
    "namespace": _move_namespace,
    "value": _value,
    "white space": _space,
    "CDATA": _cdata,
    "references": _references,
    "comment": _comment,
    "processing instruction": _instruction,
    "text between elements": _text,
    "attribute": _attribute,
    "attribute of XSD": _schema_attribute,
    "nesting": _nest,
}


@cache
def _names() -> tuple[str, ...]:
    """Every name of the family, and every spelling on the reference pages."""
    members = {name for each in family().types.values() for name in each.members}
    printed = {row["printed_name"] for row in rows("printed_names") if row["printed_name"].isidentifier()}
    return tuple(sorted(members | {*family().elements} | printed))


def _any(chance: Random, root: Node) -> Node:
    return chance.choice(list(root.walk()))


def _any_or_leaf(chance: Random, root: Node) -> Node:
    leaves = [node for node in root.walk() if node.is_leaf]
    return chance.choice(leaves) if leaves and chance.random() < 0.7 else _any(chance, root)


def _parent(chance: Random, root: Node) -> Node | None:
    parents = [node for node in root.walk() if node.children]
    return chance.choice(parents) if parents else None


def _insert_markup(chance: Random, node: Node, markup: str) -> None:
    """Insert markup between two parts of an element, or inside a text without markup."""
    place = chance.randint(0, len(node.parts))
    if place and chance.random() < 0.5:
        text = node.parts[place - 1]
        if isinstance(text, str) and "&" not in text and "<" not in text:
            inside = chance.randint(0, len(text))
            node.parts[place - 1] = f"{text[:inside]}{markup}{text[inside:]}"
            return
    node.parts.insert(place, markup)


def _unescape(markup: str) -> str:
    for reference, character in (("&#13;", "\n"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        markup = markup.replace(reference, character)
    return markup
