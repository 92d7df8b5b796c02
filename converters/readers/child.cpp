#include "converters/readers/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace tiaoli {
namespace {

/// What is kept of standard error.
constexpr std::size_t most_errors = std::size_t{64} << 10U;

[[noreturn]] void refuse(char const* what, int error = errno) { throw std::system_error(error, std::generic_category(), what); }

/// A file descriptor that is closed at the end of its life and in the child. Never one of the standard three, so that these can be
/// set in the child in any order.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int opened, char const* what) {
    if (opened < 0) refuse(what);
    number_ = opened;
    if (opened > STDERR_FILENO) return;
    number_ = ::fcntl(opened, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    const int error = errno;
    ::close(opened);
    if (number_ < 0) refuse(what, error);
  }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor from, to;
};

Pipe make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) refuse("pipe2");
  try {
    Descriptor from(ends[0], "pipe2");
    ends[0] = -1;
    return {std::move(from), Descriptor(std::exchange(ends[1], -1), "pipe2")};
  } catch (...) {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
    throw;
  }
}

/// Input as a file in memory: no pipe that both sides could wait on, and programs can seek in it.
Descriptor make_input(std::string_view bytes) {
  Descriptor file(::memfd_create("input", MFD_CLOEXEC), "memfd_create");
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t written = ::write(file.get(), bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) refuse("write");
    done += static_cast<std::size_t>(written);
  }
  if (::lseek(file.get(), 0, SEEK_SET) != 0) refuse("lseek");
  return file;
}

/// What the child says through a pipe when it cannot become the program.
struct Failure {
  enum class Step : int { folder, limits, files, program };
  Step step;
  int error;
};

/// All that the new process needs, made before the fork: afterwards it may not ask for memory.
struct Start {
  std::vector<char*> arguments;
  char const* folder;
  ChildLimits limits;
  int input, output, errors, failure;
};

bool set_limit(int which, rlim_t soft, rlim_t hard) {
  rlimit now{};
  if (::getrlimit(static_cast<__rlimit_resource_t>(which), &now) != 0) return false;
  const rlimit wanted{std::min(soft, now.rlim_max), std::min(hard, now.rlim_max)};
  return ::setrlimit(static_cast<__rlimit_resource_t>(which), &wanted) == 0;
}

bool set_limits(ChildLimits const& limits) {
  const auto seconds = static_cast<rlim_t>(std::max<std::chrono::seconds::rep>(limits.processor.count(), 1));
  const auto bytes = static_cast<rlim_t>(limits.output);
  return set_limit(RLIMIT_CORE, 0, 0) && set_limit(RLIMIT_CPU, seconds, seconds + 1) && set_limit(RLIMIT_FSIZE, bytes, bytes) &&
         (limits.memory == 0 || set_limit(RLIMIT_AS, limits.memory, limits.memory));
}

/// Marks all files but the standard three to be closed when the program starts.
void close_others() {
#ifdef SYS_close_range
  constexpr unsigned mark_only = 4;  // CLOSE_RANGE_CLOEXEC
  if (::syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, mark_only) == 0) return;
#endif
  rlimit files{};
  int end = 1 << 16;
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < static_cast<rlim_t>(end)) end = static_cast<int>(files.rlim_cur);
  for (int file = STDERR_FILENO + 1; file < end; ++file) ::fcntl(file, F_SETFD, FD_CLOEXEC);
}

[[noreturn]] void become(Start const& start) {
  const auto fail = [&start](Failure::Step step) {
    const Failure failure{step, errno};
    [[maybe_unused]] const ssize_t written = ::write(start.failure, &failure, sizeof failure);
    ::_exit(127);
  };
  ::setpgid(0, 0);
  ::signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (start.folder != nullptr && ::chdir(start.folder) != 0) fail(Failure::Step::folder);
  if (::dup2(start.input, STDIN_FILENO) < 0 || ::dup2(start.output, STDOUT_FILENO) < 0 || ::dup2(start.errors, STDERR_FILENO) < 0) {
    fail(Failure::Step::files);
  }
  close_others();
  if (!set_limits(start.limits)) fail(Failure::Step::limits);
  ::execvp(start.arguments.front(), start.arguments.data());
  fail(Failure::Step::program);
  ::_exit(127);
}

/// A process and those it starts, all killed at the end of its life.
class Group {
 public:
  explicit Group(pid_t leader) : leader_(leader) { ::setpgid(leader, leader); }  // the child does the same; who comes first wins
  Group(Group const&) = delete;
  Group& operator=(Group const&) = delete;
  ~Group() { end(); }

  /// Whether the leader has ended, which keeps its number until end().
  bool has_ended() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(leader_), &info, WEXITED | WNOWAIT | WNOHANG) != 0 || info.si_pid == leader_;
  }
  /// Kills what is left and returns the status of the leader.
  int end() {
    if (leader_ <= 0) return status_;
    ::kill(-leader_, SIGKILL);
    if (!has_ended()) ::kill(leader_, SIGKILL);
    while (::waitpid(leader_, &status_, 0) < 0 && errno == EINTR) continue;
    leader_ = 0;
    return status_;
  }

 private:
  pid_t leader_;
  int status_ = 0;
};

/// Reads once, adds to `text` what stays below `most`, and closes the end of a pipe that gives no more. Returns the bytes read.
std::size_t drain(Descriptor& from, std::string& text, std::size_t most) {
  std::array<char, 1U << 16U> buffer;
  const ssize_t got = ::read(from.get(), buffer.data(), buffer.size());
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return 0;
  if (got <= 0) {
    from.close();
    return 0;
  }
  const auto count = static_cast<std::size_t>(got);
  text.append(buffer.data(), std::min(count, most - std::min(most, text.size())));
  return count;
}

/// Reads both pipes until the program ends or has to be ended.
ChildResult::End collect(Descriptor& output, Descriptor& errors, Group const& group, ChildLimits const& limits, ChildResult& result) {
  using Clock = std::chrono::steady_clock;
  using std::chrono::milliseconds;
  constexpr milliseconds longest_nap{100};
  const auto until = Clock::now() + limits.wall;
  std::size_t total = 0;
  milliseconds nap{1};
  while (true) {
    const bool ended = group.has_ended();  // before the pipes are looked at: what it wrote is in them
    std::array<pollfd, 2> files{{{output.get(), POLLIN, 0}, {errors.get(), POLLIN, 0}}};
    const int ready = ::poll(files.data(), files.size(), ended ? 0 : static_cast<int>(nap.count()));
    if (ready < 0 && errno != EINTR) refuse("poll");
    if (ready > 0) {
      nap = milliseconds{1};
      if (files[0].revents != 0) total += drain(output, result.output, limits.output);
      if (files[1].revents != 0) drain(errors, result.errors, most_errors);
      if (total > limits.output) return ChildResult::End::too_much_output;
    } else if (ended) {
      return ChildResult::End::finished;
    } else {
      nap = std::min(nap * 2, longest_nap);
    }
    if (Clock::now() >= until) return ChildResult::End::timed_out;
  }
}

}  // namespace

ChildResult run_child(std::vector<std::string> const& arguments, std::string_view input, ChildLimits const& limits,
                      std::filesystem::path const& folder) {
  if (arguments.empty()) refuse("no program", EINVAL);
  Descriptor in = make_input(input);
  Pipe out = make_pipe(), err = make_pipe(), failure = make_pipe();
  Start start{{}, folder.empty() ? nullptr : folder.c_str(), limits, in.get(), out.to.get(), err.to.get(), failure.to.get()};
  for (std::string const& argument : arguments) start.arguments.push_back(const_cast<char*>(argument.c_str()));
  start.arguments.push_back(nullptr);

  const pid_t child = ::fork();
  if (child < 0) refuse("fork");
  if (child == 0) become(start);
  Group group(child);
  in.close();
  out.to.close();
  err.to.close();
  failure.to.close();

  ChildResult result;
  Failure failed{};
  ssize_t told = 0;
  while ((told = ::read(failure.from.get(), &failed, sizeof failed)) < 0 && errno == EINTR) continue;
  if (told == static_cast<ssize_t>(sizeof failed)) {
    group.end();
    if (failed.step != Failure::Step::program || (failed.error != ENOENT && failed.error != ENOTDIR)) {
      refuse(failed.step == Failure::Step::program ? start.arguments.front() : "starting a program", failed.error);
    }
    result.end = ChildResult::End::not_found;
    return result;
  }
  result.end = collect(out.from, err.from, group, limits, result);
  const int status = group.end();
  if (result.end != ChildResult::End::finished) return result;
  if (WIFEXITED(status)) {
    result.code = WEXITSTATUS(status);
  } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
    result.end = ChildResult::End::timed_out;
  } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ) {
    result.end = ChildResult::End::too_much_output;
  } else {
    result.end = ChildResult::End::killed;
  }
  return result;
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "tiaoli-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) refuse("mkdtemp");  // for the owner only
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace tiaoli
