package salvor.ingest.kubearmor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.ingest.Fields;
import salvor.ingest.OpenFlags;
import tools.jackson.databind.JsonNode;

/**
 * What was done, as an event of KubeArmor tells it: the object in {@code Resource}, the call and
 * its arguments in {@code Data}, both as text in which names and values alternate.
 */
final class KubeArmorAct {
  private static final Pattern PAIR = Pattern.compile("([A-Za-z_0-9]{1,40})=([^ ,]*)");
  private static final int MOST = 50;

  private final @Nullable String resource;
  private final Map<String, String> told = new HashMap<>();
  private final String call;

  private KubeArmorAct(JsonNode record) {
    resource = Fields.exact(record, "Resource");
    String data = Fields.exact(record, "Data");
    take(resource);
    take(data);
    call = called();
  }

  private void take(@Nullable String text) {
    Matcher pairs = PAIR.matcher(text == null ? "" : text);
    while (told.size() < MOST && pairs.find()) {
      told.putIfAbsent(pairs.group(1).toLowerCase(Locale.ROOT), pairs.group(2));
    }
  }

  /** The name of the call, as the kernel's is: {@code openat}, {@code socket_connect}. */
  private String called() {
    for (String by : new String[] {"syscall", "lsm", "kprobe", "kfunc"}) {
      String name = told.get(by);
      if (name != null && !name.isEmpty()) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^(sys|security)_", "");
      }
    }
    return "";
  }

  /** What an operation was. */
  static Activity of(String operation, JsonNode record) {
    KubeArmorAct act = new KubeArmorAct(record);
    return switch (operation) {
      case "Process" -> new Activity.ProcessStarted();
      case "File" -> act.file();
      case "Network" -> act.network();
      case "NetworkFirewall" -> act.firewall();
      case "Capabilities" -> act.capability();
      default -> act.isOnFile() ? act.file() : act.kernel();
    };
  }

  private boolean isOnFile() {
    return resource != null
        && resource.startsWith("/")
        && call.matches(".*(unlink|rmdir|rename|chmod|chown|mknod|mkdir|link|truncate|open).*");
  }

  private Activity file() {
    String path = resource;
    if (path == null) {
      return kernel();
    } else if (call.contains("unlink") || call.contains("rmdir")) {
      return new Activity.FileDeleted(path);
    } else if (call.matches(".*(rename|chmod|chown|mknod|mkdir|link|truncate|create|setattr).*")) {
      return new Activity.FileWritten(path, call);
    }
    return OpenFlags.opened(path, told.get("flags"));
  }

  private Activity network() {
    String domain = told.get("domain");
    boolean isFamily = domain == null || domain.isEmpty() || domain.startsWith("AF_");
    if (domain != null && !isFamily && call.contains("sendmsg")) {
      return new Activity.NameLookedUp(domain, null);
    }
    String address =
        first("sin_addr", "sin6_addr", "remoteip", call.contains("connect") ? "daddr" : "");
    if (address == null) {
      return kernel();
    }
    Endpoint end = new Endpoint(address, port(first("sin_port", "sin6_port", "port")), null);
    String named = first("protocol", "type");
    String protocol = call.contains("tcp") ? "tcp" : named == null ? null : protocol(named);
    if (call.contains("connect") || call.contains("sendto") || call.contains("sendmsg")) {
      return new Activity.ConnectionOpened(
          Endpoint.NONE, isFamily ? end : new Endpoint(address, end.port(), domain), protocol);
    } else if (call.contains("accept")) {
      return new Activity.ConnectionAccepted(Endpoint.NONE, end, protocol);
    } else if (call.contains("bind") || call.contains("listen")) {
      return new Activity.Listening(end, protocol);
    }
    return kernel();
  }

  private static @Nullable String protocol(String named) {
    String low = named.toLowerCase(Locale.ROOT);
    return low.startsWith("tcp") || low.contains("sock_stream")
        ? "tcp"
        : low.startsWith("udp") || low.contains("sock_dgram") ? "udp" : null;
  }

  private Activity firewall() {
    Endpoint source = new Endpoint(told.get("sourceip"), port(told.get("sourceport")), null);
    Endpoint target =
        new Endpoint(told.get("destinationip"), port(told.get("destinationport")), null);
    String named = told.get("protocol");
    String protocol = named == null ? null : protocol(named);
    if (source.address() == null || target.address() == null) {
      return kernel();
    }
    return "INGRESS".equals(resource)
        ? new Activity.ConnectionAccepted(target, source, protocol)
        : new Activity.ConnectionOpened(source, target, protocol);
  }

  private Activity capability() {
    String named = first("capability", "cap");
    String name = named != null ? named : resource;
    return name == null || name.isBlank()
        ? kernel()
        : new Activity.KernelAction(
            Activity.KernelAction.Type.CAPABILITY,
            Fields.capability(name.strip().split(" ", 2)[0]),
            call);
  }

  private Activity kernel() {
    boolean syscall = told.containsKey("syscall");
    StringBuilder detail = new StringBuilder(resource == null ? "" : resource);
    for (String name : new String[] {"userid", "fd", "flags"}) {
      if (told.containsKey(name) && detail.indexOf(name + "=") < 0) {
        detail.append(detail.isEmpty() ? "" : " ").append(name).append('=').append(told.get(name));
      }
    }
    return new Activity.KernelAction(
        syscall ? Activity.KernelAction.Type.SYSCALL : Activity.KernelAction.Type.HOOK,
        call.isEmpty() ? "not told" : call,
        detail.isEmpty() ? null : detail.toString());
  }

  private @Nullable String first(String... names) {
    for (String name : names) {
      String value = told.get(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  private static int port(@Nullable String text) {
    String digits = text == null ? "" : text;
    int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    return port > 65_535 ? 0 : port;
  }
}
