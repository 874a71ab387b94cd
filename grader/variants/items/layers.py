"""Layers with tombstones, merged into the one below when a block ends well."""

GONE = object()


class Store:
    def __init__(self):
        self._layers = [{}]

    def __getitem__(self, key):
        for layer in reversed(self._layers):
            if key in layer:
                if layer[key] is GONE:
                    break
                return layer[key]
        raise KeyError(key)

    def __setitem__(self, key, value):
        self._layers[-1][key] = value

    def __delitem__(self, key):
        self[key]
        self._layers[-1][key] = GONE

    def keys(self):
        merged = {}
        for layer in self._layers:
            merged.update(layer)
        return {key for key, value in merged.items() if value is not GONE}

    def __enter__(self):
        self._layers.append({})
        return self

    def __exit__(self, *raised):
        top = self._layers.pop()
        if raised == (None, None, None):
            self._layers[-1].update(top)
