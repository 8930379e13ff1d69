package salvor.ingest.sysmon;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Activity.KernelAction;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.ingest.BriefText;
import salvor.ingest.Sink;
import salvor.workload.Location;

/** What an event says (Sysmon's documentation, "Events"). */
final class Told {
  private final Map<String, String> values;
  private final boolean cut;

  private Told(Map<String, String> values, boolean cut) {
    this.values = values;
    this.cut = cut;
  }

  /** An event in XML. */
  static void of(String xml, RecordRef ref, Sink sink) {
    if (xml.contains("<!DOCTYPE") || xml.contains("<!ENTITY")) {
      sink.unreadable(ref, "XML with a document type, which no event of Sysmon has");
    } else {
      of(Xml.values(xml), !xml.contains("</Event>"), ref, sink);
    }
  }

  /**
   * An event.
   *
   * @param cut whether its end is missing
   */
  static void of(Map<String, String> values, boolean cut, RecordRef ref, Sink sink) {
    Told told = new Told(values, cut);
    String id = told.text("EventID");
    if (id == null) {
      sink.unreadable(ref, cut ? "an event that is cut off" : "an event without its EventID");
      return;
    }
    Activity activity = told.activity(id);
    if (activity == null) {
      sink.unreadable(ref, "event " + id + (cut ? " is cut off" : " without what it is about"));
      return;
    }
    sink.observed(
        new Observation(
            told.time(), told.location(), told.process(), activity, told.quality(activity), ref));
  }

  private @Nullable Activity activity(String id) {
    String file = text("TargetFilename");
    return switch (id) {
      case "1" -> text("Image") == null ? null : new Activity.ProcessStarted();
      case "3" -> connection();
      case "5" -> new Activity.ProcessEnded(null, null);
      case "9" -> text("Device") == null ? null : new Activity.FileOpened(word("Device"), null);
      case "2" -> file == null ? null : new Activity.FileWritten(file, "creation time changed");
      case "11" -> file == null ? null : new Activity.FileWritten(file, "created");
      case "15" -> file == null ? null : new Activity.FileWritten(file, "stream created");
      case "23", "26" -> file == null ? null : new Activity.FileDeleted(file);
      case "22" ->
          text("QueryName") == null
              ? null
              : new Activity.NameLookedUp(word("QueryName"), text("QueryResults"));
      case "4" ->
          "Stopped".equals(text("State"))
              ? new Activity.EventsLost(0, "Sysmon was stopped")
              : action("service state", "State", "Version");
      case "6", "7" -> action("loaded", "ImageLoaded", "Hashes");
      case "8", "10" -> action("access to a process", "TargetImage", "TargetProcessId");
      case "16" -> action("configuration changed", "Configuration", "ConfigurationFileHash");
      case "255" -> new Activity.EventsLost(0, "Sysmon failed: " + word("Description"));
      default -> action("event " + id, "RuleName", "TargetFilename");
    };
  }

  private KernelAction action(String what, String... details) {
    BriefText detail = new BriefText();
    for (String name : details) {
      detail.add(text(name));
    }
    return new KernelAction(KernelAction.Type.HOOK, "sysmon " + what, detail.orNull());
  }

  /** The source is who began it, whichever end that is. */
  private @Nullable Activity connection() {
    Endpoint source = endpoint("Source");
    Endpoint destination = endpoint("Destination");
    String protocol = text("Protocol");
    if (source.address() == null && destination.address() == null) {
      return null;
    } else if (destination.port() == 0 && source.port() == 0) {
      return new KernelAction(KernelAction.Type.HOOK, "sysmon connection without ports", protocol);
    }
    return "false".equals(text("Initiated"))
        ? new Activity.ConnectionAccepted(destination, source, protocol)
        : new Activity.ConnectionOpened(source, destination, protocol);
  }

  private Endpoint endpoint(String end) {
    Integer port = number(end + "Port");
    return new Endpoint(
        text(end + "Ip"),
        port == null || port < 0 || port > 65_535 ? 0 : port,
        text(end + "Hostname"));
  }

  private @Nullable ObservedTime time() {
    String utc = text("UtcTime");
    if (utc != null) {
      ObservedTime time = TimeText.read(utc.strip() + "Z").orElse(null); // as its name says
      if (time != null) {
        return new ObservedTime(time.nanos(), utc);
      }
    }
    return TimeText.read(text("SystemTime")).orElse(null);
  }

  private Location location() {
    String node = text("Computer");
    return node == null
        ? Location.UNKNOWN
        : new Location(node, null, null, null, null, null, null, null, null);
  }

  private ProcessInfo process() {
    String image = text("Image") == null ? text("SourceImage") : text("Image");
    boolean path = image != null && image.startsWith("/");
    Integer pid = number("ProcessId") == null ? number("SourceProcessId") : number("ProcessId");
    return new ProcessInfo(
        pid == null || pid <= 0 ? null : pid,
        null,
        text("ProcessGuid"),
        path ? image : null,
        path ? null : image,
        text("CommandLine"),
        text("CurrentDirectory"),
        "root".equals(text("User")) ? Integer.valueOf(0) : null,
        parent());
  }

  private ProcessInfo.@Nullable Parent parent() {
    Integer pid = number("ParentProcessId");
    String image = text("ParentImage");
    if (image == null && (pid == null || pid <= 0)) {
      return null;
    }
    boolean path = image != null && image.startsWith("/");
    return new ProcessInfo.Parent(
        pid == null || pid <= 0 ? null : pid,
        text("ParentProcessGuid"),
        path ? image : null,
        path ? null : image,
        text("ParentCommandLine"));
  }

  private Set<Quality> quality(Activity activity) {
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    if (activity instanceof Activity.ProcessStarted && text("CommandLine") != null) {
      quality.add(Quality.LOSSY_ARGUMENTS);
    }
    String image = text("Image");
    if (image != null && image.startsWith("/memfd:")) {
      quality.add(Quality.EXE_FROM_MEMFD);
    } else if (image != null && image.endsWith(" (deleted)")) {
      quality.add(Quality.EXE_DELETED);
    }
    if (cut) {
      quality.add(Quality.TRUNCATED);
    }
    if (values.values().stream().anyMatch(v -> v.indexOf('\uFFFD') >= 0)) {
      quality.add(Quality.REPLACED_BYTES);
    }
    return quality;
  }

  private String word(String name) {
    String text = text(name);
    return text == null ? "" : text;
  }

  /** A value; null for a dash and the other words for none. */
  private @Nullable String text(String name) {
    String value = values.get(name);
    if (value == null) {
      return null;
    }
    return switch (value.strip()) {
      case "", "-", "<unknown process>", "{00000000-0000-0000-0000-000000000000}" -> null;
      default -> value;
    };
  }

  private @Nullable Integer number(String name) {
    String value = text(name);
    try {
      return value == null ? null : Integer.valueOf(value.strip());
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
