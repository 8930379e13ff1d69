package salvor.ingest.gadget;

import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/**
 * Inspektor Gadget's JSON output. No member names the gadget, nor even the tool; what all
 * generations share is the kernel namespace or the container that an event is tied to, beside a
 * process.
 */
public final class GadgetFormat implements Format {
  private static final String[] NAMESPACES = {
    "mntns_id", "mountnsid", "mntns", "netns_id", "netnsid", "netns"
  };
  private static final String[] DOERS = {"comm", "pcomm", "task", "pid", "dnsName"};

  @Override
  public String name() {
    return "inspektor-gadget";
  }

  @Override
  public boolean recognises(JsonNode record) {
    if (!record.isObject()
        || Fields.present(record, "apiVersion")
        || Fields.present(record, "eventName")) {
      return false;
    }
    boolean nested =
        Fields.present(record, "proc", "comm") || Fields.present(record, "proc", "pid");
    boolean doer = nested || any(record, DOERS);
    boolean message = Fields.present(record, "type") && Fields.present(record, "message");
    return (doer && placed(record)) || (message && flat(record));
  }

  private static boolean placed(JsonNode record) {
    return any(record, NAMESPACES)
        || Fields.present(record, "proc", "mntns_id")
        || Fields.present(record, "runtime", "runtimeName")
        || Fields.present(record, "runtime", "containerId")
        || Fields.present(record, "k8s", "containerName")
        || Fields.present(record, "k8s", "podName")
        || flat(record);
  }

  /** The first versions: the place stands at the top. */
  private static boolean flat(JsonNode record) {
    return Fields.present(record, "node")
        && Fields.present(record, "pod")
        && Fields.present(record, "container");
  }

  private static boolean any(JsonNode record, String[] names) {
    for (String name : names) {
      if (Fields.present(record, name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public RecordReader reader() {
    return new GadgetReader();
  }
}
