package salvor.ingest.logs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.workload.Location;

/**
 * Which container wrote a log, as the path of its file tells it in the layouts that are known. A
 * path is the word of whoever packed it: only what can be a name in a cluster is taken for one.
 *
 * @param before whether it is the log of the container's instance before the last restart
 */
public record LogPlace(Location location, boolean before) {
  private static final String NAME = "[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?";
  private static final String BEGIN = "(?:^|.*[/!\\\\])";

  private static final List<Pattern> LAYOUTS =
      List.of(
          // a node's /var/log/pods
          layout("(?<ns>@)_(?<pod>@)_(?<uid>[0-9a-f-]{32,36})/(?<name>@)/[0-9]{1,9}\\.log.{0,40}"),
          // a node's /var/log/containers
          layout("containers/(?<pod>@)_(?<ns>@)_(?<name>@)-(?<id>[0-9a-f]{64})\\.log"),
          // support bundles of Troubleshoot
          layout("pods/logs/(?<ns>@)/(?<pod>@)/(?<name>@)(?<before>-previous)\\.log"),
          layout("pods/logs/(?<ns>@)/(?<pod>@)/(?<name>@)\\.log"),
          // must-gather
          layout(
              "namespaces/(?<ns>@)/pods/(?<pod>@)/(?<name>@)/(?:@/)?logs/(?:current|(?<before>previous))"
                  + "[a-z.]{0,20}\\.log"));

  private static Pattern layout(String form) {
    return Pattern.compile(BEGIN + form.replace("@", NAME));
  }

  /** What a path tells; null when it is in none of the layouts. */
  public static @Nullable LogPlace of(String path) {
    if (path.length() > 4096) {
      return null;
    }
    for (Pattern layout : LAYOUTS) {
      Matcher found = layout.matcher(path);
      if (found.matches()) {
        return new LogPlace(
            location(
                found.group("ns"),
                found.group("pod"),
                group(found, "uid"),
                found.group("name"),
                group(found, "id")),
            group(found, "before") != null);
      }
    }
    return null;
  }

  /** A container that a text names; null when these cannot be names in a cluster. */
  public static @Nullable LogPlace of(String namespace, String pod, String container) {
    for (String name : List.of(namespace, pod, container)) {
      if (!name.matches(NAME)) {
        return null;
      }
    }
    return new LogPlace(location(namespace, pod, null, container, null), false);
  }

  private static Location location(
      String namespace, String pod, @Nullable String uid, String container, @Nullable String id) {
    return new Location(null, namespace, pod, uid, container, id, null, null, null);
  }

  private static @Nullable String group(Matcher found, String name) {
    return found.namedGroups().containsKey(name) ? found.group(name) : null;
  }
}
