package salvor.evidence;

/** The names of the errors of Linux system calls that an investigation meets (errno(3)). */
final class Errno {
  private static final String[] NAMES = new String[134];

  static {
    String first =
        "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT"
            + " ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY"
            + " ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE";
    String network =
        "ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT"
            + " EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH"
            + " ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS"
            + " ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS";
    put(1, first);
    put(36, "ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP");
    put(88, network);
  }

  private Errno() {}

  private static void put(int from, String names) {
    int number = from;
    for (String name : names.split(" ")) {
      NAMES[number++] = name;
    }
  }

  /** The name of an error, else its number as {@code errno 71}. */
  static String name(long number) {
    String name = number > 0 && number < NAMES.length ? NAMES[(int) number] : null;
    return name == null ? "errno " + number : name;
  }
}
