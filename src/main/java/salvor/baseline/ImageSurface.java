package salvor.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import salvor.workload.ImageContents;
import salvor.workload.ImagePaths;

/**
 * What an image offers to whoever reaches a container of it.
 *
 * @param tools paths of programs, those of links to them too, by what they give
 * @param raising paths of programs that run with more rights than their caller
 * @param hardness how much that is
 */
public record ImageSurface(
    Map<Utility, List<String>> tools, List<String> raising, Hardness hardness) {
  /** How much an image offers. */
  public enum Hardness {
    /** Nothing of what is looked for. */
    HARDENED,
    SOME_TOOLS,
    /** A shell, and ways to bring in or build more. */
    FULL_OF_TOOLS,
    /** Nothing was found in a list that is not complete. */
    CANNOT_SAY
  }

  public ImageSurface {
    tools = Collections.unmodifiableMap(new EnumMap<>(tools));
    raising = List.copyOf(raising);
  }

  /** What an image offers. */
  public static ImageSurface of(ImageContents image) {
    Map<Utility, TreeSet<String>> found = new EnumMap<>(Utility.class);
    List<String> raising = new ArrayList<>();
    for (ImageContents.File file : image.files()) {
      add(file.path(), found);
      if (file.raises()) {
        raising.add(file.path());
      }
    }
    ImagePaths paths = new ImagePaths(image);
    for (String link : image.links().keySet()) {
      if (paths.find(link) != null) {
        add(link, found);
      }
    }
    Map<Utility, List<String>> tools = new EnumMap<>(Utility.class);
    found.forEach((utility, names) -> tools.put(utility, List.copyOf(names)));
    return new ImageSurface(tools, raising, hardness(tools, raising, image.complete()));
  }

  private static void add(String path, Map<Utility, TreeSet<String>> found) {
    for (Utility utility : Utility.of(Program.base(path))) {
      found.computeIfAbsent(utility, _ -> new TreeSet<>()).add(path);
    }
  }

  private static Hardness hardness(
      Map<Utility, List<String>> tools, List<String> raising, boolean complete) {
    if (tools.isEmpty() && raising.isEmpty()) {
      return complete ? Hardness.HARDENED : Hardness.CANNOT_SAY;
    }
    boolean more =
        tools.containsKey(Utility.DOWNLOAD)
            || tools.containsKey(Utility.PACKAGE_MANAGER)
            || tools.containsKey(Utility.COMPILER);
    return more && tools.containsKey(Utility.SHELL) ? Hardness.FULL_OF_TOOLS : Hardness.SOME_TOOLS;
  }
}
