"""Ids are unique and well placed, and everything that is pointed at exists."""

from collections.abc import Iterable, Iterator
from typing import Any

from selfcheck.errors import Problem
from selfcheck.lint import walk
from selfcheck.lint.walk import Documents, data, problem
from selfcheck.load.content import OVER
from selfcheck.load.schema import kind_of
from selfcheck.load.values import suggestion
from selfcheck.load.yaml_reader import Document
from selfcheck.text import Text


def check(documents: Documents) -> Iterator[Problem]:
    for part in (_names, _private, _control_ids, _questions, _pointers, _mirrors, _order):
        yield from part(documents)


def provisions(documents: Documents) -> set[str]:
    return {f"{data(d)['id']}/{name}" for _, d in walk.laws(documents) for name in data(d).get("provisions") or {}}


def _unknown(document: Document, path: walk.Path, kind: Text, given: str, known: Iterable[str]) -> Problem:
    names = sorted(known)
    return problem(document, path, f"没有{kind.zh} {given}", f"no {kind.en} {given}", suggestion(given, names))


def _names(documents: Documents) -> Iterator[Problem]:
    """A law, profile, precedent or source file is called after its id."""
    for folder in ("laws", "profiles", "precedents", "sources"):
        for name, document in walk.in_folder(documents, folder):
            stem = name.rpartition("/")[2].removesuffix(".yaml")
            if data(document)["id"] != stem:
                yield problem(document, ["id"], f"id 应与文件名一致：{stem}", f"the id must be the file's name: {stem}")


def _private(documents: Documents) -> Iterator[Problem]:
    """A private folder adds to the shipped content under its own namespace and never replaces any of it."""
    seen: dict[tuple[str, str], str] = {}
    for name, document in documents.items():
        kind = kind_of(name)
        if name.startswith(OVER) and kind in ("organisation", "vocabulary", "scoring"):
            yield problem(document, [], f"不能替换自带的 {name[1:]}", f"the shipped {name[1:]} cannot be replaced")
        elif "id" in data(document):
            key = (kind, str(data(document)["id"]))
            if key in seen:
                yield problem(
                    document, ["id"], f"{key[1]} 已在 {seen[key]} 用过", f"{key[1]} is already used in {seen[key]}"
                )
            seen[key] = document.file
        if name.startswith(OVER) and kind == "checklist":
            yield from _namespaced(document)


def _namespaced(document: Document) -> Iterator[Problem]:
    namespace, dot, _ = str(data(document)["prefix"]).partition(".")
    if not dot:
        allowed = Text("如 ACME.SEC", "such as ACME.SEC")
        yield problem(
            document, ["prefix"], "自有检查表的前缀须带命名空间", "a private prefix needs a namespace", allowed
        )
        return
    own = namespace.lower()
    for key in data(document).get("questions") or {}:
        if not key.rpartition("[].")[2].startswith((f"{own}.", f"{own}_")):
            allowed = Text(f"如 {own}.… 或 systems[].{own}_…", f"such as {own}.… or systems[].{own}_…")
            yield problem(
                document,
                ["questions", key],
                "自有问题的键须带命名空间",
                "a private question needs the namespace",
                allowed,
            )


def _control_ids(documents: Documents) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for _, document in walk.checklists(documents):
        prefix = data(document)["prefix"]
        for index, entry in enumerate(data(document)["controls"]):
            path: walk.Path = ["controls", index, "id"]
            if entry["id"] in seen:
                yield problem(
                    document,
                    path,
                    f"{entry['id']} 已在 {seen[entry['id']]} 用过",
                    f"{entry['id']} is already used in {seen[entry['id']]}",
                )
            seen[entry["id"]] = document.file
            if entry["id"].rpartition("-")[0] != prefix:
                yield problem(document, path, f"编号应以 {prefix}- 开头", f"the id must begin with {prefix}-")


def _questions(documents: Documents) -> Iterator[Problem]:
    """Asked once, choices where the type needs them, read by something."""
    seen: dict[str, str] = {}
    inventories = data(documents["organisation.yaml"])["inventories"]
    used = set(_keys_read(documents))
    for document, path, key, entry in walk.questions(documents):
        if key in seen:
            yield problem(document, path, f"{key} 已在 {seen[key]} 问过", f"{key} is already asked in {seen[key]}")
        seen[key] = document.file
        inventory, bracket, _ = key.partition("[].")
        if bracket and inventory not in inventories:
            yield _unknown(document, path, Text("台账", "inventory"), inventory, inventories)
        if (entry["type"] in ("choice", "multi")) != ("choices" in entry):
            yield problem(
                document,
                path,
                "choice、multi 才有且须有 choices",
                "choices belong to choice and multi, and only to them",
            )
        values = [choice["value"] for choice in entry.get("choices", ())]
        if len(set(values)) < len(values):
            yield problem(document, [*path, "choices"], "选项重复", "a choice is listed twice")
        for name, group in entry.get("groups", {}).items():
            for member in group["members"]:
                if member not in values:
                    yield _unknown(document, [*path, "groups", name], Text("选项", "choice"), member, values)
        if key not in used:
            yield problem(document, path, f"{key} 没有被用到", f"{key} is not used by any rule")


def _keys_read(documents: Documents) -> Iterator[str]:
    """Fact and column keys read by conditions of controls, questions and laws."""
    for document in documents.values():
        yield from _keys(data(document), None)
    for _, _, key, entry in walk.questions(documents):
        inventory, bracket, _ = key.partition("[].")
        if bracket and "ask_if" in entry:
            yield from _keys(entry["ask_if"], inventory)


def _keys(value: Any, inventory: str | None) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("fact"), str):
            yield value["fact"]
        if isinstance(value.get("field"), str) and inventory is not None:
            yield f"{inventory}[].{value['field']}"
        inner = value.get("inventory", inventory)
        for entry in value.values():
            yield from _keys(entry, inner if isinstance(inner, str) else inventory)
    elif isinstance(value, list):
        for entry in value:
            yield from _keys(entry, inventory)


def _pointers(documents: Documents) -> Iterator[Problem]:
    known = provisions(documents)
    ids = {entry["id"] for _, _, entry in walk.controls(documents)}
    clauses = {c["id"] for _, d in walk.in_folder(documents, "sources") for c in data(d)["clauses"]}
    roles = data(documents["vocabulary.yaml"])["roles"]
    tags = {
        data(d)["select"]["tag"]
        for _, d in walk.in_folder(documents, "profiles")
        if isinstance(data(d)["select"], dict) and "tag" in data(d)["select"]
    }
    precedents = set(_precedents(documents))
    drafts = {data(d)["id"] for _, d in walk.laws(documents) if data(d)["status"] == "pending"}
    yield from _named_laws(documents)
    for document, path, entry in walk.controls(documents):
        if not entry.get("duties") and entry["origin"] != "practice":
            yield problem(document, path, f"{entry['id']} 没有义务依据", f"{entry['id']} cites no duty")
        if entry["origin"] == "seed" and not entry.get("clauses"):
            yield problem(
                document,
                path,
                f"{entry['id']} 标为来源文件，却没有来源条目",
                f"{entry['id']} has origin seed and no clause",
            )
        for key in ("duties", "related", "penalties"):
            for index, cite in enumerate(entry.get(key, ())):
                if walk.pointer(cite) not in known:
                    yield _unknown(document, [*path, key, index], Text("条款", "provision"), walk.pointer(cite), known)
                elif walk.pointer(cite).partition("/")[0] in drafts:
                    yield problem(document, [*path, key, index], "草案不能作依据", "a draft is no legal basis")
        for key, kind, names in (
            ("clauses", Text("来源条目", "source clause"), clauses),
            ("precedents", Text("先例", "precedent"), precedents),
            ("profiles", Text("检查范围", "profile"), tags),
        ):
            for index, name in enumerate(entry.get(key, ())):
                if name not in names:
                    yield _unknown(document, [*path, key, index], kind, name, names)
        fix = entry["remediation"]
        if fix["owner"] not in roles:
            yield _unknown(document, [*path, "remediation", "owner"], Text("角色", "role"), fix["owner"], roles)
        for index, name in enumerate(fix.get("depends_on", ())):
            if name not in ids:
                yield _unknown(
                    document, [*path, "remediation", "depends_on", index], Text("检查项", "control"), name, ids
                )


def _named_laws(documents: Documents) -> Iterator[Problem]:
    laws = {data(d)["id"] for _, d in walk.laws(documents)}
    for _, document in walk.in_folder(documents, "sources"):
        for number, clause in enumerate(data(document)["clauses"]):
            for index, name in enumerate(clause.get("names", ())):
                if name not in laws:
                    yield _unknown(document, ["clauses", number, "names", index], Text("法规", "law"), name, laws)


def _precedents(documents: Documents) -> Iterator[str]:
    for _, document in walk.in_folder(documents, "precedents"):
        yield from data(document).get("types", {})
        for case in data(document).get("cases", ()):
            yield case["id"]


def _mirrors(documents: Documents) -> Iterator[Problem]:
    """A finding type names the controls that mirror it, and those controls name it as a precedent."""
    cited = {entry["id"]: set(entry.get("precedents", ())) for _, _, entry in walk.controls(documents)}
    for _, document in walk.in_folder(documents, "precedents"):
        for name, entry in data(document).get("types", {}).items():
            for index, control in enumerate(entry["mirrors"]):
                path: walk.Path = ["types", name, "mirrors", index]
                if control not in cited:
                    yield _unknown(document, path, Text("检查项", "control"), control, cited)
                elif name not in cited[control]:
                    yield problem(document, path, f"{control} 的先例里没有 {name}", f"{control} does not cite {name}")


def _order(documents: Documents) -> Iterator[Problem]:
    """Every chain of prerequisites ends."""
    needs = {e["id"]: (d, p, e["remediation"].get("depends_on", ())) for d, p, e in walk.controls(documents)}
    done: set[str] = set()

    def cycle(name: str, path: tuple[str, ...]) -> tuple[str, ...] | None:
        if name in path:
            return (*path[path.index(name) :], name)
        if name in done or name not in needs:
            return None
        for other in needs[name][2]:
            if found := cycle(other, (*path, name)):
                return found
        done.add(name)
        return None

    for name, (document, path, _) in needs.items():
        if found := cycle(name, ()):
            shown = " → ".join(found)
            yield problem(
                document,
                [*path, "remediation", "depends_on"],
                f"先后顺序成环：{shown}",
                f"prerequisites form a cycle: {shown}",
            )
            return
