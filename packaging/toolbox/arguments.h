/* The arguments of commands: options with a value, then words. */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include "toolbox.h"

struct option {
  const char *name;   /* with its dashes */
  uint64_t most;      /* of a number */
  uint64_t *number;   /* where a number goes; null when it is text */
  const char **text;  /* where a text goes */
  bool *flag;         /* set by an option that takes no value */
  struct text *many;  /* where each goes of a text that may be given again, with a zero behind it */
};

/*
 * Takes the options out; what is left are the words, moved to the front. An option may stand anywhere, and behind "--" is none.
 * Gives DONE, or has told what is wrong.
 */
enum ending take_options(const struct option *options, size_t length, int *count, char **arguments);

#endif
