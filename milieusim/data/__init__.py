"""Files that come with the library."""

from importlib.resources import files


def shipped_yaml(name):
    """Return what a YAML file of this folder holds."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)  # noqa: S506 (a safe loader, of a file of our own)
