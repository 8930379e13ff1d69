package salvor.training.apiserver;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a path of the API points to.
 *
 * @param resource the kind
 * @param namespace the namespace, empty for all or for kinds without
 * @param name the object, empty for all
 * @param subresource what is asked for below the object, empty for itself
 * @param rest what follows the subresource, as for a proxy
 */
record ApiPath(
    ApiResource resource, String namespace, String name, String subresource, String rest) {

  /** The path taken apart; empty when nothing is served there. */
  static Optional<ApiPath> of(String path, ApiResources resources) {
    List<String> parts = new ArrayList<>();
    Arrays.stream(path.split("/"))
        .filter(part -> !part.isEmpty())
        .forEach(part -> parts.add(decoded(part)));
    int at = parts.isEmpty() ? 0 : parts.getFirst().equals("api") ? 2 : 3;
    if (at == 0 || parts.size() <= at || !List.of("api", "apis").contains(parts.getFirst())) {
      return Optional.empty();
    }
    String group = at == 2 ? "" : parts.get(1);
    String version = parts.get(at - 1);
    String namespace = "";
    if (parts.get(at).equals("namespaces") && parts.size() > at + 2 && !sub(parts, at)) {
      namespace = parts.get(at + 1);
      at += 2;
    }
    int start = at;
    String in = namespace;
    return resources
        .at(group, version, parts.get(at))
        .map(resource ->
            new ApiPath(
                resource,
                in,
                part(parts, start + 1),
                part(parts, start + 2),
                String.join("/", parts.subList(Math.min(start + 3, parts.size()), parts.size()))));
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiFailure.badRequest("the path cannot be read: " + e.getMessage());
    }
  }

  private static boolean sub(List<String> parts, int at) {
    return parts.size() == at + 3 && List.of("status", "finalize").contains(parts.get(at + 2));
  }

  private static String part(List<String> parts, int at) {
    return at < parts.size() ? parts.get(at) : "";
  }
}
