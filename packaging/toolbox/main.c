/*
 * The toolbox of Salvor: looks into the processes and the network of the pod that it is put into, by the kernel's own
 * files and calls. It writes to its standard output and error, and nowhere else.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "toolbox.h"

struct command {
  const char *name;
  const char *use;
  const char *does;
  int (*run)(int count, char **arguments);
};

#define COMMAND(name, use, does) {#name, use, does, run_##name},
static const struct command COMMANDS[] = {
#include "commands.h"
};
#undef COMMAND

#define COUNT (sizeof COMMANDS / sizeof COMMANDS[0])

int run_version(int count, char **arguments) {
  if (count > 0) {
    return wrong_use("version takes no argument", arguments[0]);
  }
  static const char line[] = "{\"toolbox\":\"salvor\",\"version\":\"" TOOLBOX_VERSION "\"}\n";
  return write_all(line, sizeof line - 1) ? DONE : NOT_HEARD;
}

static void usage(FILE *to) {
  fputs("salvor-toolbox COMMAND\n", to);
  for (size_t i = 0; i < COUNT; i++) {
    fprintf(to, "  %s %s\n      %s\n", COMMANDS[i].name, COMMANDS[i].use, COMMANDS[i].does);
  }
}

int main(int count, char **arguments) {
  signal(SIGPIPE, SIG_IGN); /* a write then tells that nobody listens, and what was begun can be ended in order */
  if (count < 2) {
    usage(stderr);
    return WRONG_USE;
  }
  const char *name = arguments[1];
  if (!strcmp(name, "help") || !strcmp(name, "--help")) {
    usage(stdout);
    return DONE;
  }
  for (size_t i = 0; i < COUNT; i++) {
    if (!strcmp(name, COMMANDS[i].name)) {
      return COMMANDS[i].run(count - 2, arguments + 2);
    }
  }
  return wrong_use("no such command", name);
}
