"""Reading on many machines: stored objects, chunks of them, and the engine that distributes the chunks.

``stored_objects`` lists the objects of sources, in directories and in stores that fsspec supports.
``object_chunks`` groups them into chunks, and ``object_reading`` reads a chunk. Only ``dask_driver`` depends
on Dask.
"""
