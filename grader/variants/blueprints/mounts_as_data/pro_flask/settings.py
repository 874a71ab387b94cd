MOUNTS = (
    (".views.user", "us", {"url_prefix": "/xx"}),
    (".views.account", "ac", {}),
)
