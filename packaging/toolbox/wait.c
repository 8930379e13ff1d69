/* Does nothing, for a while: what a container runs so that the other commands can be started in it. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <time.h>

#include "arguments.h"

int run_wait(int count, char **arguments) {
  uint64_t seconds = 3600;
  const struct option options[] = {{.name = "--max-seconds", .number = &seconds, .most = 604800}};
  enum ending ending = take_options(options, 1, &count, arguments);
  if (ending != DONE || count > 0) {
    return ending != DONE ? ending : wrong_use("wait takes options only", arguments[0]);
  }
  sigset_t asked;
  sigemptyset(&asked);
  sigaddset(&asked, SIGTERM);
  sigaddset(&asked, SIGINT);
  sigprocmask(SIG_BLOCK, &asked, NULL); /* the first process of a container is not ended by what it does not wait for */
  double until = seconds_now() + (double)seconds;
  for (double left; (left = until - seconds_now()) > 0;) {
    struct timespec time = {.tv_sec = (time_t)left, .tv_nsec = (long)((left - (double)(time_t)left) * 1e9)};
    if (sigtimedwait(&asked, NULL, &time) > 0 || errno == EAGAIN) {
      break;
    }
  }
  return DONE;
}
