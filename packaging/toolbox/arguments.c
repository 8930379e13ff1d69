#include "arguments.h"

#include <string.h>

static const struct option *option_of(const struct option *options, size_t length, const char *name) {
  for (size_t i = 0; i < length; i++) {
    if (!strcmp(options[i].name, name)) {
      return &options[i];
    }
  }
  return NULL;
}

enum ending take_options(const struct option *options, size_t length, int *count, char **arguments) {
  int words = 0;
  for (int i = 0; i < *count; i++) {
    if (!strcmp(arguments[i], "--")) {
      for (i++; i < *count; i++) {
        arguments[words++] = arguments[i];
      }
      break;
    }
    if (strncmp(arguments[i], "--", 2) != 0) {
      arguments[words++] = arguments[i];
      continue;
    }
    const struct option *option = option_of(options, length, arguments[i]);
    if (!option) {
      return wrong_use("no such option", arguments[i]);
    } else if (option->flag) {
      *option->flag = true;
      continue;
    } else if (i + 1 == *count) {
      return wrong_use("this option takes a value", arguments[i]);
    }
    i++;
    if (option->many) {
      text_add(option->many, arguments[i], strlen(arguments[i]) + 1);
    } else if (option->text) {
      *option->text = arguments[i];
    } else if (!number(arguments[i], option->most, option->number)) {
      return wrong_use("not a number, or too large", arguments[i]);
    }
  }
  *count = words;
  return DONE;
}
