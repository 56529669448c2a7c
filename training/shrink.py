"""A network with fewer layers that begins with some of a larger one's."""

from tocsin.training.network import Reader, Sizes


def shrunk(larger: Reader, layers: list[int]) -> Reader:
    """Return a network of some of the layers of another, with its word vectors and heads.

    Args:
        larger: the other network.
        layers: which of its layers are kept, counted from 0.
    """
    of = larger.sizes
    small = Reader(Sizes(of.vocabulary, of.width, len(layers), of.heads, of.inner, of.positions))
    state = {
        name: value
        for name, value in larger.state_dict().items()
        if not name.startswith("encoder.layers.")
    }
    for mine, theirs in enumerate(layers):
        for name, value in larger.encoder.layers[theirs].state_dict().items():
            state[f"encoder.layers.{mine}.{name}"] = value
    small.load_state_dict(state)
    return small
