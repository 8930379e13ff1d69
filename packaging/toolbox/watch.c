#define _GNU_SOURCE
#include "watch.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "toolbox.h"

enum { STACK = 1 << 20, LOOK = 100 /* milliseconds */ };

struct watched {
  pthread_mutex_t lock;
  pthread_cond_t ended;
  size_t next; /* the step that is taken */
  size_t count;
  void (*step)(void *of, size_t index);
  void *of;
  bool guarded;
  double until; /* when a guarded call is given up */
  bool left;
  bool done;
};

static _Thread_local struct watched *mine;
static unsigned lost;

void guard(unsigned milliseconds) {
  if (mine) {
    pthread_mutex_lock(&mine->lock);
    mine->guarded = true;
    /* many that do not answer shall not take all the time there is */
    mine->until = seconds_now() + milliseconds / (lost < 8 ? 1e3 : 1e4);
    pthread_mutex_unlock(&mine->lock);
  }
}

void unguard(void) {
  if (mine) {
    pthread_mutex_lock(&mine->lock);
    mine->guarded = false;
    bool left = mine->left;
    pthread_mutex_unlock(&mine->lock);
    if (left) {
      pthread_exit(NULL); /* another has gone on */
    }
  }
}

static void *run(void *of) {
  struct watched *watched = of;
  mine = watched;
  for (; watched->next < watched->count; watched->next++) {
    watched->step(watched->of, watched->next);
  }
  pthread_mutex_lock(&watched->lock);
  watched->done = true;
  pthread_cond_signal(&watched->ended);
  pthread_mutex_unlock(&watched->lock);
  return NULL;
}

/* Waits for the thread: true when it has done all, false when it is left behind. */
static bool waited(struct watched *watched) {
  pthread_mutex_lock(&watched->lock);
  while (!watched->done && !watched->left) {
    struct timespec soon;
    clock_gettime(CLOCK_MONOTONIC, &soon);
    soon.tv_nsec += LOOK * 1000000;
    soon.tv_sec += soon.tv_nsec / 1000000000;
    soon.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&watched->ended, &watched->lock, &soon);
    watched->left = !watched->done && watched->guarded && seconds_now() > watched->until;
  }
  bool done = watched->done;
  pthread_mutex_unlock(&watched->lock);
  return done;
}

static bool begin(struct watched *watched, pthread_t *thread) {
  pthread_attr_t how;
  pthread_condattr_t steady;
  pthread_mutex_init(&watched->lock, NULL);
  pthread_condattr_init(&steady);
  pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
  pthread_cond_init(&watched->ended, &steady);
  pthread_condattr_destroy(&steady);
  pthread_attr_init(&how);
  pthread_attr_setstacksize(&how, STACK);
  bool begun = pthread_create(thread, &how, run, watched) == 0;
  pthread_attr_destroy(&how);
  return begun;
}

void each_watched(size_t count, void (*step)(void *of, size_t index), void (*stuck)(void *of, size_t index), void *of) {
  for (size_t next = 0; next < count;) {
    pthread_t thread;
    struct watched *watched = calloc(1, sizeof *watched);
    if (watched) {
      *watched = (struct watched){.next = next, .count = count, .step = step, .of = of};
    }
    if (!watched || !begin(watched, &thread)) {
      free(watched);
      for (; next < count; next++) {
        step(of, next); /* no thread is to be had: what does not answer then is cut off from outside */
      }
    } else if (waited(watched)) {
      next = count;
      pthread_join(thread, NULL); /* it may still be letting go of the lock */
      free(watched);
    } else {
      lost++;
      stuck(of, watched->next);
      next = watched->next + 1;
      pthread_detach(thread); /* what it knows of is its own */
    }
  }
}
