/* Five steps of which two read from where nothing comes; one of these gets something when all is over. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "toolbox.h"
#include "watch.h"

static int ends[2];
static pthread_barrier_t gone;

static void leave(void *none) {
  (void)none;
  pthread_barrier_wait(&gone);
}

static void step(void *of, size_t index) {
  char byte;
  pthread_cleanup_push(leave, NULL);
  guard(50);
  if (index == 1 || index == 3) {
    if (read(*(int *)of, &byte, 1) != 1) {
      puts("nothing was read");
    }
  }
  unguard(); /* one that comes back late ends here */
  printf("%zu done\n", index);
  pthread_cleanup_pop(0);
}

static void stuck(void *of, size_t index) {
  (void)of;
  printf("%zu stuck\n", index);
}

int main(void) {
  if (pipe(ends) < 0 || pthread_barrier_init(&gone, NULL, 2) != 0) {
    return 1;
  }
  each_watched(5, step, stuck, ends);
  if (write(ends[1], "x", 1) != 1) {
    return 1;
  }
  pthread_barrier_wait(&gone); /* it was woken, and did nothing more */
  puts("back, and silent");
  return 0;
}
