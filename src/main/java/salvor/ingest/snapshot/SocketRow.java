package salvor.ingest.snapshot;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Outcome;

/**
 * One socket, as {@code ss} or {@code netstat} shows it.
 *
 * @param protocol {@code tcp}, {@code udp}; null when that is not told
 * @param state the tool's own word, in capitals with dashes
 * @param cgroup the control group, null when that is not told
 */
record SocketRow(
    @Nullable String protocol,
    String state,
    Endpoint local,
    Endpoint remote,
    @Nullable Integer pid,
    @Nullable String program,
    @Nullable String cgroup) {
  private static final String STATES =
      "LISTEN|ESTAB|ESTABLISHED|UNCONN|SYN[-_]SENT|SYN[-_]RECV|FIN[-_]WAIT[-_]?[12]|TIME[-_]WAIT|CLOSE[-_]WAIT"
          + "|LAST[-_]ACK|CLOSING|CLOSED?|UNKNOWN";
  private static final String END = "(\\S*?):([0-9]{1,5}|\\*)";
  private static final Pattern SS =
      Pattern.compile(
          "(?:(tcp|udp|raw|sctp|dccp|mptcp|icmp6?)\\s+)?("
              + STATES
              + ")\\s+[0-9]+\\s+[0-9]+\\s+"
              + END
              + "\\s+"
              + END
              + "(?:\\s+(.*?))?\\s*");
  private static final Pattern NETSTAT =
      Pattern.compile(
          "(tcp|udp|raw)6?\\s+[0-9]+\\s+[0-9]+\\s+"
              + END
              + "\\s+"
              + END
              + "(?:\\s+("
              + STATES
              + "))?(?:\\s+(.*?))?\\s*");
  private static final Pattern USERS = Pattern.compile("users:\\(\\(\"(.*?)\",pid=([0-9]{1,9}),");
  private static final Pattern PROGRAM = Pattern.compile("(?:.*\\s)?([0-9]{1,9})/(.*)");
  private static final Pattern CGROUP = Pattern.compile("(?:.*\\s)?cgroup:(\\S+).*");
  private static final Pattern HEADING =
      Pattern.compile(
          "(Netid\\s+)?State\\s+Recv-Q\\s+Send-Q.*|Proto\\s+(RefCnt|Recv-Q)\\s.*|Active (Internet|UNIX) .*");
  private static final Pattern ASIDE =
      Pattern.compile(
          "(unix|u_str|u_dgr|u_seq|nl|p_raw|p_dgr|v_str|vsock|tipc|xdp|bth|axp|ti)\\s.*|[ \\t].*|\\(.*");

  /** Whether a line is the heading of such a table. */
  static boolean isHeading(String line) {
    return HEADING.matcher(line).matches();
  }

  /** Whether a line is a socket of no network, or says more of the one before. */
  static boolean isAside(String line) {
    return ASIDE.matcher(line).matches();
  }

  /** The socket that a line is; null when it is none. */
  static @Nullable SocketRow of(String line) {
    Matcher ss = SS.matcher(line);
    if (ss.matches()) {
      String rest = ss.group(7) == null ? "" : ss.group(7);
      Matcher user = USERS.matcher(rest);
      boolean used = user.find();
      return row(
          ss.group(1),
          ss.group(2),
          end(ss.group(3), ss.group(4)),
          end(ss.group(5), ss.group(6)),
          used ? Shown.pid(user.group(2)) : null,
          used ? user.group(1) : null,
          rest);
    }
    Matcher netstat = NETSTAT.matcher(line);
    if (!netstat.matches()) {
      return null;
    }
    String rest = netstat.group(7) == null ? "" : netstat.group(7);
    Matcher program = PROGRAM.matcher(rest);
    boolean told = program.matches();
    return row(
        netstat.group(1),
        netstat.group(6) == null ? "UNCONN" : netstat.group(6),
        end(netstat.group(2), netstat.group(3)),
        end(netstat.group(4), netstat.group(5)),
        told ? Shown.pid(program.group(1)) : null,
        told ? program.group(2) : null,
        rest);
  }

  private static SocketRow row(
      @Nullable String protocol,
      String state,
      Endpoint local,
      Endpoint remote,
      @Nullable Integer pid,
      @Nullable String program,
      String rest) {
    Matcher cgroup = CGROUP.matcher(rest);
    return new SocketRow(
        protocol,
        state.replace('_', '-').replace("ESTABLISHED", "ESTAB").toUpperCase(Locale.ROOT),
        local,
        remote,
        pid,
        program == null || program.isEmpty() ? null : program,
        cgroup.matches() ? cgroup.group(1) : null);
  }

  /** Without brackets and interface, IPv4 in IPv6 as IPv4. */
  static Endpoint end(String address, String port) {
    String bare = address.startsWith("[") ? address.substring(1).replace("]", "") : address;
    int zone = bare.indexOf('%');
    bare = zone < 0 ? bare : bare.substring(0, zone);
    bare = bare.startsWith("::ffff:") && bare.indexOf('.') > 0 ? bare.substring(7) : bare;
    int number = port.equals("*") ? 0 : Integer.parseInt(port);
    return new Endpoint(
        bare.isEmpty() || bare.equals("*") ? null : bare, number > 65_535 ? 0 : number, null);
  }

  /** Whether it waits for others. */
  boolean listens() {
    return state.equals("LISTEN") || (remote.port() == 0 && local.port() > 0);
  }

  /**
   * What it is.
   *
   * @param called whether the local port is one that others call
   */
  @Nullable Activity activity(boolean called, @Nullable String ofAll) {
    String by = protocol != null ? protocol : ofAll;
    if (listens()) {
      return new Activity.Listening(local, by);
    } else if (remote.port() == 0) {
      return null;
    }
    return called
        ? new Activity.ConnectionAccepted(local, remote, by)
        : new Activity.ConnectionOpened(local, remote, by);
  }

  /** A connection that only asks is not made; every other state comes after it was. */
  Outcome outcome() {
    return listens()
        ? Outcome.UNKNOWN
        : new Outcome(
            state.equals("SYN-SENT") || state.equals("UNCONN") || state.startsWith("UNKNOWN")
                ? Outcome.Result.UNKNOWN
                : Outcome.Result.SUCCEEDED,
            state);
  }
}
