SWITCHES: dict[str, str]
WHY: dict[str, str]
