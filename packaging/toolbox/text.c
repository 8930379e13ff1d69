/* Text that grows, JSON, and what is told to standard output and error. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "toolbox.h"

static void room(struct text *text, size_t more) {
  if (more <= text->room - text->length) {
    return;
  }
  size_t wanted = text->room ? text->room : 256;
  while (wanted - text->length < more) {
    wanted = wanted > SIZE_MAX / 2 ? SIZE_MAX : wanted * 2;
  }
  char *bytes = realloc(text->bytes, wanted);
  if (!bytes) {
    tell_error("memory", ENOMEM);
    exit(FAILED);
  }
  text->bytes = bytes;
  text->room = wanted;
}

void text_add(struct text *text, const void *bytes, size_t length) {
  if (length > 0) {
    room(text, length);
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
  }
}

void text_put(struct text *text, const char *string) { text_add(text, string, strlen(string)); }

void text_format(struct text *text, const char *format, ...) {
  char line[1024];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(line, sizeof line, format, values);
  va_end(values);
  if (length > 0) {
    text_add(text, line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
  }
}

void text_clear(struct text *text) { text->length = 0; }

void text_free(struct text *text) {
  free(text->bytes);
  *text = (struct text){0};
}

/* How many bytes the character takes that begins here, as RFC 3629 has it; 0 when none does. */
static size_t character(const unsigned char *at, size_t left) {
  if (at[0] < 0x80) {
    return 1;
  }
  size_t length = at[0] >= 0xC2 && at[0] <= 0xDF ? 2 : (at[0] & 0xF0) == 0xE0 ? 3 : at[0] >= 0xF0 && at[0] <= 0xF4 ? 4 : 0;
  if (length == 0 || length > left) {
    return 0;
  }
  unsigned char least = at[0] == 0xE0 ? 0xA0 : at[0] == 0xF0 ? 0x90 : 0x80;
  unsigned char most = at[0] == 0xED ? 0x9F : at[0] == 0xF4 ? 0x8F : 0xBF;
  if (at[1] < least || at[1] > most) {
    return 0;
  }
  for (size_t i = 2; i < length; i++) {
    if ((at[i] & 0xC0) != 0x80) {
      return 0;
    }
  }
  return length;
}

bool is_utf8(const char *bytes, size_t length) {
  for (size_t at = 0; at < length;) {
    size_t step = character((const unsigned char *)bytes + at, length - at);
    if (step == 0) {
      return false;
    }
    at += step;
  }
  return true;
}

void text_json(struct text *text, const char *bytes, size_t length) {
  text_put(text, "\"");
  for (size_t at = 0; at < length;) {
    unsigned char one = (unsigned char)bytes[at];
    size_t step = character((const unsigned char *)bytes + at, length - at);
    if (step == 0) {
      text_put(text, "\xEF\xBF\xBD");
      step = 1;
    } else if (one == '"' || one == '\\') {
      text_format(text, "\\%c", one);
    } else if (one < 0x20 || one == 0x7F) {
      text_format(text, "\\u%04x", one);
    } else {
      text_add(text, bytes + at, step);
    }
    at += step;
  }
  text_put(text, "\"");
}

static void base64(struct text *text, const unsigned char *bytes, size_t length) {
  static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t at = 0; at < length; at += 3) {
    size_t left = length - at;
    uint32_t three = (uint32_t)bytes[at] << 16;
    three |= left > 1 ? (uint32_t)bytes[at + 1] << 8 : 0;
    three |= left > 2 ? bytes[at + 2] : 0;
    char four[4] = {DIGITS[three >> 18], DIGITS[three >> 12 & 63], left > 1 ? DIGITS[three >> 6 & 63] : '=',
                    left > 2 ? DIGITS[three & 63] : '='};
    text_add(text, four, sizeof four);
  }
}

void text_named(struct text *text, const char *key, const char *bytes, size_t length) {
  if (is_utf8(bytes, length)) {
    text_format(text, "\"%s\":", key);
    text_json(text, bytes, length);
  } else {
    text_format(text, "\"%sBase64\":\"", key);
    base64(text, (const unsigned char *)bytes, length);
    text_put(text, "\"");
  }
}

static bool write_to(int file, const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t written = write(file, at, length);
    if (written < 0 && errno != EINTR) {
      return false;
    } else if (written > 0) {
      at += written;
      length -= (size_t)written;
    }
  }
  return true;
}

bool write_all(const void *bytes, size_t length) { return write_to(STDOUT_FILENO, bytes, length); }

const char *error_name(int error) {
  const char *name = strerrorname_np(error);
  return name ? name : "UNKNOWN";
}

enum ending ending_of(int error) {
  switch (error) {
    case 0:
      return DONE;
    case EPERM:
    case EACCES:
      return NOT_PERMITTED;
    case ENOENT:
    case ESRCH:
    case ENODEV:
    case ENXIO:
    case EAFNOSUPPORT:
    case EPROTONOSUPPORT:
    case EOPNOTSUPP:
    case ENOSYS:
      return NOT_THERE;
    case EPIPE:
      return NOT_HEARD;
    default:
      return FAILED;
  }
}

static const char *word(enum ending ending) {
  switch (ending) {
    case DONE:
      return "none";
    case WRONG_USE:
      return "wrong-use";
    case NOT_PERMITTED:
      return "not-permitted";
    case NOT_THERE:
      return "not-there";
    case FAILED:
      return "failed";
    case NOT_HEARD:
      return "not-heard";
  }
  return "failed";
}

enum ending tell_error(const char *what, int error) {
  struct text line = {0};
  text_format(&line, "{\"error\":\"%s\",\"what\":", word(ending_of(error)));
  text_json(&line, what, strlen(what));
  const char *message = strerror(error);
  text_format(&line, ",\"errno\":\"%s\",\"message\":", error_name(error));
  text_json(&line, message, strlen(message));
  text_put(&line, "}\n");
  write_to(STDERR_FILENO, line.bytes, line.length);
  text_free(&line);
  return ending_of(error);
}

enum ending wrong_use(const char *what, const char *argument) {
  struct text line = {0};
  text_format(&line, "{\"error\":\"%s\",\"what\":", word(WRONG_USE));
  text_json(&line, what, strlen(what));
  text_put(&line, ",");
  text_named(&line, "argument", argument, strlen(argument));
  text_put(&line, "}\n");
  write_to(STDERR_FILENO, line.bytes, line.length);
  text_free(&line);
  return WRONG_USE;
}

bool number(const char *text, uint64_t most, uint64_t *value) {
  if (*text == 0) {
    return false;
  }
  uint64_t sum = 0;
  for (; *text; text++) {
    unsigned digit = (unsigned)(*text - '0');
    if (*text < '0' || *text > '9' || sum > (UINT64_MAX - digit) / 10) {
      return false;
    }
    sum = sum * 10 + digit;
  }
  *value = sum;
  return sum <= most;
}

double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void time_now(char *into) {
  struct timespec now;
  struct tm parts;
  clock_gettime(CLOCK_REALTIME, &now);
  gmtime_r(&now.tv_sec, &parts);
  size_t length = strftime(into, 32, "%Y-%m-%dT%H:%M:%S", &parts);
  snprintf(into + length, 32 - length, ".%03dZ", (int)(now.tv_nsec / 1000000 % 1000));
}
