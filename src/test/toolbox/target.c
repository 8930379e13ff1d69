/*
 * A process to look at: says "ready", with what the test needs to know, when it is what the test asked for, and stays so until
 * its standard input ends.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void stay(void) {
  char bytes[64];
  fflush(stdout);
  while (read(0, bytes, sizeof bytes) > 0) {
  }
}

static void memfd(void) {
  char bytes[1 << 16];
  int from = open("/proc/self/exe", O_RDONLY);
  int to = memfd_create("harmless", MFD_CLOEXEC);
  for (ssize_t got; (got = read(from, bytes, sizeof bytes)) > 0;) {
    if (write(to, bytes, (size_t)got) != got) {
      exit(1);
    }
  }
  char *arguments[] = {"[kworker/0:1]", "stay", NULL};
  fexecve(to, arguments, environ);
  exit(1);
}

static void hostile(const char *self) {
  char *arguments[] = {"evil\nroot 1 0 \x1b[2J\x1b[31m", "stay", "\xff\xfe not UTF-8", "", "caf\xc3\xa9", NULL};
  char *environment[] = {"SECRET=a\nb", "BYTES=\xff", NULL};
  execve(self, arguments, environment);
  exit(1);
}

static void descriptors(int count) {
  for (int i = 0; i < count; i++) {
    if (open("/dev/null", i % 2 ? O_RDONLY : O_WRONLY) < 0) {
      perror("descriptors");
      exit(1);
    }
  }
}

/* Children that end at once, as many as come. */
static void churn(void) {
  fcntl(0, F_SETFL, O_NONBLOCK);
  puts("ready");
  fflush(stdout);
  char byte;
  while (read(0, &byte, 1) != 0) {
    pid_t child = fork();
    if (child == 0) {
      _exit(0);
    }
    waitpid(child, NULL, 0);
  }
}

/* A page with a secret, one that cannot be read, and one with it again. */
static void secret(void) {
  long page = sysconf(_SC_PAGESIZE);
  char *pages = mmap(NULL, 3 * (size_t)page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  snprintf(pages, (size_t)page, "correct horse battery staple");
  snprintf(pages + 2 * page, (size_t)page, "correct horse again");
  munmap(pages + page, (size_t)page);
  printf("%lx-%lx ", (unsigned long)pages, (unsigned long)(pages + page));
}

static int bound(int type, const struct sockaddr_in *at) {
  int one = socket(AF_INET, type, 0);
  if (one < 0 || bind(one, (const struct sockaddr *)at, sizeof *at) < 0 || (type == SOCK_STREAM && listen(one, 5) < 0)) {
    perror("sockets");
    exit(1);
  }
  return one;
}

/* Listens, is connected to itself, and waits for datagrams; then does what it is told, and ends. */
static int sockets(char **command) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(4711), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int server = bound(SOCK_STREAM, &at);
  int client = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(client, (struct sockaddr *)&at, sizeof at) < 0 || accept(server, NULL, NULL) < 0) {
    perror("sockets");
    return 1;
  }
  bound(SOCK_DGRAM, &at);
  pid_t child = fork();
  if (child == 0) {
    execvp(command[0], command);
    _exit(1);
  }
  int status = 1;
  waitpid(child, &status, 0);
  return status ? 1 : 0;
}

/* Does what it is told as on a kernel before 5.6. */
static int without_openat2(char **command) {
  struct sock_filter rules[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {.len = sizeof rules / sizeof rules[0], .filter = rules};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0) {
    perror("seccomp");
    return 1;
  }
  execv(command[0], command);
  return 1;
}

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "stay";
  if (!strcmp(what, "memfd")) {
    memfd();
  } else if (!strcmp(what, "hostile")) {
    hostile(arguments[0]);
  } else if (!strcmp(what, "descriptors")) {
    descriptors(atoi(arguments[2]));
  } else if (!strcmp(what, "secret")) {
    secret();
  } else if (!strcmp(what, "without-openat2")) {
    return without_openat2(arguments + 2);
  } else if (!strcmp(what, "sockets")) {
    return sockets(arguments + 2);
  } else if (!strcmp(what, "churn")) {
    churn();
    return 0;
  }
  puts("ready");
  stay();
  return 0;
}
