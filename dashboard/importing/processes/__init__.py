"""Read files of strangers in a process of its own, so that the worst of them costs one sentence.

Enter by `reader_process.start_reading` or `run_reader`, with a function of `contents` as what is to
be done. `worker` is the program of that process, `limits` what it may use, `plain_data` how its
answer travels.
"""
