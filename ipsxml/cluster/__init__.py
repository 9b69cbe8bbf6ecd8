"""Reading on many machines: stored objects, chunks of them, and the engine that shares the chunks out.

``stored_objects`` lists what sources hold, in directories and in stores that fsspec knows. ``object_chunks``
groups it, ``object_reading`` reads a chunk. ``dask_driver`` is all that knows of Dask.
"""
