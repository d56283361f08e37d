"""The environment variables that the code reads, and what they mean."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent.parent / "src" / "vasculum"

# What the environment variables mean; printing fails for one that the code reads and this table lacks, and the other way round.
VARIABLES: Mapping[str, tuple[str, str]] = {
    "VASCULUM_DATA": ("`.vasculum` here", "The node's folder; the option `--data` goes before it."),
    "VASCULUM_HOSTS": (
        "`localhost,127.0.0.1,[::1]`",
        "Host names under which the node may be asked, separated by commas; a request for any other is refused.",
    ),
    "VASCULUM_REQUESTS_PER_MINUTE": (
        "1200",
        "Requests to the API that one client may make in a minute; more are answered 429 with `Retry-After`. 0 means no limit.",
    ),
    "VASCULUM_SEPARATE_WORKER": (
        "not set",
        "Any text says that `vasculum worker` runs beside the web process, which then makes no large downloads itself.",
    ),
    "VASCULUM_ALLOWED_HOSTS_FOR_HARVEST": (
        "none",
        "Host names and networks (`10.20.0.0/16`) that may be harvested from although they are not on the public internet, "
        "separated by commas.",
    ),
    "VASCULUM_BEHIND_HTTPS_PROXY": (
        "not set",
        "Any text says that a proxy before the node speaks HTTPS and sets `X-Forwarded-Proto` and `X-Forwarded-For`; only then "
        "are those headers trusted, and cookies go over HTTPS alone.",
    ),
    "VASCULUM_EMAIL_URL": (
        "messages are printed on the console",
        "The server that sends e-mail: `smtp://user:password@host:port`; `smtp+tls://` changes to TLS after the greeting, "
        "`smtps://` speaks TLS from the start.",
    ),
    "VASCULUM_EMAIL_FROM": ("`vasculum@localhost`", "Whom e-mail comes from."),
    "VASCULUM_INVITATION_DAYS": ("`14`", "How many days the link of an invitation works."),
    "VASCULUM_OPEN_SIGN_UP": (
        "not set",
        "Any text lets everybody make an account, as a visitor; without it an invitation is needed.",
    ),
    "VASCULUM_ORCID_CLIENT_ID": ("ORCID is not offered", "The client that ORCID knows the node by."),
    "VASCULUM_ORCID_SECRET": ("empty", "The secret of that client."),
    "VASCULUM_ORCID_SANDBOX": ("not set", "Any text asks ORCID's sandbox instead of ORCID."),
    "VASCULUM_OIDC_CLIENT_ID": ("none is offered", "The client that a provider of OpenID Connect knows the node by."),
    "VASCULUM_OIDC_SECRET": ("empty", "The secret of that client."),
    "VASCULUM_OIDC_SERVER": ("empty", "The provider's address, below which `/.well-known/openid-configuration` is found."),
    "VASCULUM_OIDC_NAME": ("`OpenID Connect`", "What people see on the button."),
    "VASCULUM_OIDC_KEY": ("`oidc`", "The provider's name in the address that it sends people back to, `/account/oidc/KEY/back`."),
    "VASCULUM_DATACITE_URL": ("nothing is registered", "Where DataCite is told of published data sets."),
    "VASCULUM_DATACITE_ACCOUNT": ("empty", "As whom, `name:password`."),
    "VASCULUM_HANDLE_URL": ("nothing is registered", "The Handle server that is told of published data sets."),
    "VASCULUM_HANDLE_ACCOUNT": ("empty", "As whom, `name:password`."),
    "VASCULUM_GBIF_URL": ("nothing is registered", "The registry of GBIF that is told of published data sets."),
    "VASCULUM_GBIF_ACCOUNT": ("empty", "As whom, `name:password`."),
    "VASCULUM_GBIF_ORGANISATION": ("empty", "The key of the publishing organisation at GBIF."),
    "VASCULUM_GBIF_INSTALLATION": ("empty", "The key of this node as an installation at GBIF."),
    "DATABASE_URL": (
        "SQLite in the node's folder",
        "`postgresql://user:password@host:port/name` for PostgreSQL; signs with a meaning in addresses are percent-encoded.",
    ),
    "DJANGO_SETTINGS_MODULE": (
        "`vasculum.site.settings`",
        "Django's settings; only a site that builds upon this one changes it.",
    ),
}


def variables() -> Mapping[str, tuple[str, str]]:
    """What holds without each variable, and its meaning; raises LookupError when VARIABLES and the code disagree."""
    if different := variables_read() ^ set(VARIABLES):
        raise LookupError(f"described and read variables differ: {', '.join(sorted(different))}")
    return VARIABLES


def variables_read() -> set[str]:
    """The environment variables that the code reads."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(SOURCES.rglob("*.py"))]
    constants = {name: text for tree in trees for name, text in _constants(tree)}
    found = {_variable(node, constants) for tree in trees for node in ast.walk(tree)}
    return found - {""}


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            for target in node.targets:
                yield ast.unparse(target), node.value.value


def _variable(node: ast.AST, constants: Mapping[str, str]) -> str:
    """The variable in `os.environ.get(NAME, …)`, `os.environ.setdefault(NAME, …)` or `os.environ[NAME]`."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        key: ast.expr = node.slice
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"os.environ.get", "os.environ.setdefault", "os.getenv"}:
        key = node.args[0]
    else:
        return ""
    return str(key.value if isinstance(key, ast.Constant) else constants.get(ast.unparse(key), ""))
