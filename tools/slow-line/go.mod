// A cable that takes its time, for tests with network namespaces. See main.go.
module graticule.invalid/tools/slow-line

go 1.24.0
