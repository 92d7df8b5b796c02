// Compiled into programs with sanitizers: their default exit code is 1, which for tiaoli means "findings" and would
// let a test that expects findings pass on a memory error.
extern "C" char const* __asan_default_options();
extern "C" char const* __ubsan_default_options();

extern "C" char const* __asan_default_options() { return "exitcode=99:detect_stack_use_after_return=1"; }
extern "C" char const* __ubsan_default_options() { return "exitcode=99:print_stacktrace=1"; }
