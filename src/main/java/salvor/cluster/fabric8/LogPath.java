package salvor.cluster.fabric8;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import salvor.cluster.LogRequest;
import salvor.cluster.ObjectKind;

/** The path and query of a container's log. */
final class LogPath {
  private LogPath() {}

  static String of(LogRequest wanted) {
    List<String> query = new ArrayList<>();
    if (!wanted.container().isEmpty()) {
      query.add("container=" + URLEncoder.encode(wanted.container(), StandardCharsets.UTF_8));
    }
    if (wanted.follow()) {
      query.add("follow=true");
    }
    if (wanted.previous()) {
      query.add("previous=true");
    }
    if (wanted.timestamps()) {
      query.add("timestamps=true");
    }
    if (wanted.since() != null) {
      query.add(
          "sinceTime=" + URLEncoder.encode(wanted.since().toString(), StandardCharsets.UTF_8));
    }
    if (wanted.tail() >= 0) {
      query.add("tailLines=" + wanted.tail());
    }
    String path = ObjectKind.PODS.path(wanted.namespace(), wanted.pod()) + "/log";
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }
}
