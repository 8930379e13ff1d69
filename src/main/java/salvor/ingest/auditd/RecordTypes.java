package salvor.ingest.auditd;

import java.util.Map;

/** The names of record types that were written by number (linux/audit.h, libaudit.h). */
final class RecordTypes {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("1006", "LOGIN"),
          Map.entry("1100", "USER_AUTH"),
          Map.entry("1101", "USER_ACCT"),
          Map.entry("1103", "CRED_ACQ"),
          Map.entry("1104", "CRED_DISP"),
          Map.entry("1105", "USER_START"),
          Map.entry("1106", "USER_END"),
          Map.entry("1110", "CRED_REFR"),
          Map.entry("1112", "USER_LOGIN"),
          Map.entry("1123", "USER_CMD"),
          Map.entry("1130", "SERVICE_START"),
          Map.entry("1131", "SERVICE_STOP"),
          Map.entry("1200", "DAEMON_START"),
          Map.entry("1201", "DAEMON_END"),
          Map.entry("1202", "DAEMON_ABORT"),
          Map.entry("1203", "DAEMON_CONFIG"),
          Map.entry("1208", "DAEMON_ERR"),
          Map.entry("1300", "SYSCALL"),
          Map.entry("1302", "PATH"),
          Map.entry("1303", "IPC"),
          Map.entry("1305", "CONFIG_CHANGE"),
          Map.entry("1306", "SOCKADDR"),
          Map.entry("1307", "CWD"),
          Map.entry("1309", "EXECVE"),
          Map.entry("1318", "OBJ_PID"),
          Map.entry("1319", "TTY"),
          Map.entry("1320", "EOE"),
          Map.entry("1321", "BPRM_FCAPS"),
          Map.entry("1322", "CAPSET"),
          Map.entry("1323", "MMAP"),
          Map.entry("1325", "NETFILTER_CFG"),
          Map.entry("1326", "SECCOMP"),
          Map.entry("1327", "PROCTITLE"),
          Map.entry("1330", "KERN_MODULE"),
          Map.entry("1334", "BPF"),
          Map.entry("1400", "AVC"),
          Map.entry("1700", "ANOM_PROMISCUOUS"),
          Map.entry("1701", "ANOM_ABEND"));

  private RecordTypes() {}

  /** The name of a type, also where the daemon did not know it: {@code UNKNOWN[1334]}. */
  static String name(String written) {
    String bare =
        written.startsWith("UNKNOWN[") && written.endsWith("]")
            ? written.substring("UNKNOWN[".length(), written.length() - 1)
            : written;
    return NAMES.getOrDefault(bare, written);
  }
}
