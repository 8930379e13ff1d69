/* What the commands of the toolbox share. */
#ifndef TOOLBOX_H
#define TOOLBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOOLBOX_VERSION "1"

/* How a command ends; these are the exit codes, which README.md tells. */
enum ending {
  DONE = 0,          /* what could not be read, or was cut off by a limit, is told in the output */
  WRONG_USE = 2,     /* the arguments are not understood; nothing was done */
  NOT_PERMITTED = 3, /* the kernel refused */
  NOT_THERE = 4,     /* no such process, file, interface, or the kernel has no such thing */
  FAILED = 5,        /* anything else that the system did not do */
  NOT_HEARD = 6,     /* nobody reads the output any more */
};

#define COMMAND(name, use, does) int run_##name(int count, char **arguments);
#include "commands.h"
#undef COMMAND

/* Text that grows. Out of memory ends the program. */
struct text {
  char *bytes;
  size_t length;
  size_t room;
};

void text_add(struct text *text, const void *bytes, size_t length);
void text_put(struct text *text, const char *string);
void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A JSON string, with its quotes. Bytes that are not UTF-8 become U+FFFD: use text_named where they count. */
void text_json(struct text *text, const char *bytes, size_t length);
/* "path":"..." or, where the bytes are not UTF-8, "pathBase64":"..."; without a comma. The key is "path" here. */
void text_named(struct text *text, const char *key, const char *bytes, size_t length);
void text_clear(struct text *text);
void text_free(struct text *text);

bool is_utf8(const char *bytes, size_t length);

/* Writes all of it to standard output; false when that is gone. */
bool write_all(const void *bytes, size_t length);

/* The name of an error, such as EPERM. */
const char *error_name(int error);
/* Which ending an error of the system is. */
enum ending ending_of(int error);
/* One JSON line to standard error, {"error":...,"what":...,"errno":...,"message":...}; gives its ending. */
enum ending tell_error(const char *what, int error);
/* The same for arguments that are not understood. */
enum ending wrong_use(const char *what, const char *argument);

/* A whole number from 0 to most; false for anything else. */
bool number(const char *text, uint64_t most, uint64_t *value);
/* Seconds that have passed by a clock that nobody sets. */
double seconds_now(void);
/* The time of day as RFC 3339 in UTC with milliseconds; room for 32 bytes. */
void time_now(char *into);

#endif
