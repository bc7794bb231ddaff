"""Software, operating system, and the service line they belong to (points 1.5, 10.1.1, 10.1.2).

``software``   by the lists of terms/programs.toml first
``naming``     names that no list holds, by the way offices write them
``acting``     … by what they do
``names``      what a name looks like, and what only looks like one
``version``    the number of its version, beside the name or elsewhere
"""
