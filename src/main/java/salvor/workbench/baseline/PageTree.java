package salvor.workbench.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.Trait;
import salvor.baseline.Verdict;
import salvor.report.Wording;
import salvor.triage.BaselineUse;
import salvor.triage.BaselineUse.Outside;
import salvor.workbench.baseline.PageNode.Content;

/** Lays a baseline out as a page: part by part, below each what a case did outside of it. */
final class PageTree {
  /** From so many files on, a directory is a line of its own. */
  private static final int TOGETHER = 2;

  private static final List<Facet> ORDER =
      List.of(
          Facet.EXEC,
          Facet.FILE_WRITE,
          Facet.FILE_READ,
          Facet.SENSITIVE_READ,
          Facet.NETWORK,
          Facet.DNS,
          Facet.API,
          Facet.CAPABILITY,
          Facet.SYSCALL);

  private static final List<Verdict> NOT_KNOWN =
      List.of(Verdict.OUT, Verdict.EXPLAINED, Verdict.UNKNOWN, Verdict.IN);

  private PageTree() {}

  /**
   * The lines of a baseline's page.
   *
   * @param words what an act is called
   */
  static List<PageNode> of(BaselineUse use, Function<Outside, String> words) {
    Map<Facet, List<Element>> known = new EnumMap<>(Facet.class);
    for (Element element : use.profile().elements()) {
      known.computeIfAbsent(element.trait().facet(), _ -> new ArrayList<>()).add(element);
    }
    List<PageNode> page = new ArrayList<>();
    page.add(new PageNode(new Content.Head(), "", List.of()));
    page.add(containers(use.judged()));
    for (Facet facet : ORDER) {
      List<PageNode> below = new ArrayList<>(elements(facet, known.getOrDefault(facet, List.of())));
      below.addAll(beyond(facet, use.outside(), words));
      page.add(new PageNode(new Content.Part(facet), "", below));
    }
    List<PageNode> others = beyond(null, use.outside(), words);
    if (!others.isEmpty()) {
      page.add(new PageNode(new Content.Part(null), "", others));
    }
    return page;
  }

  /** The page of the containers that no baseline judges. */
  static List<PageNode> without(List<BaselineUse.Judged> containers) {
    return List.of(new PageNode(new Content.Head(), "", List.of()), containers(containers));
  }

  private static PageNode containers(List<BaselineUse.Judged> judged) {
    return new PageNode(
        new Content.Containers(judged),
        "",
        judged.stream()
            .map(c -> new PageNode(new Content.OneContainer(c), PageWords.container(c), List.of()))
            .toList());
  }

  /** What a part does not know, by verdict. */
  private static List<PageNode> beyond(
      @Nullable Facet facet, List<Outside> outside, Function<Outside, String> words) {
    List<PageNode> nodes = new ArrayList<>();
    for (Verdict verdict : NOT_KNOWN) {
      List<Outside> acts =
          outside.stream().filter(o -> o.facet() == facet && o.verdict() == verdict).toList();
      if (!acts.isEmpty()) {
        nodes.add(
            new PageNode(
                new Content.Beyond(facet, verdict, acts),
                "",
                acts.stream()
                    .map(a -> new PageNode(new Content.Act(a), words.apply(a), List.of()))
                    .toList()));
      }
    }
    return nodes;
  }

  private static List<PageNode> elements(Facet facet, List<Element> elements) {
    return switch (facet) {
      case EXEC -> ProgramTree.of(elements);
      case FILE_WRITE, FILE_READ, SENSITIVE_READ -> directories(elements);
      case NETWORK -> directions(elements);
      case DNS, API, CAPABILITY, SYSCALL ->
          elements.stream()
              .sorted(Comparator.comparing(e -> e.trait().text()))
              .map(e -> known(e, e.trait().text()))
              .toList();
    };
  }

  private static PageNode known(Element element, String label) {
    return new PageNode(
        new Content.Known(element, null),
        label,
        element.members().stream()
            .map(m -> new PageNode(new Content.Known(m, element), m.trait().text(), List.of()))
            .toList());
  }

  private static List<PageNode> directories(List<Element> elements) {
    Map<String, List<Element>> directories = new TreeMap<>();
    for (Element element : elements) {
      String path = ((Trait.File) element.trait()).path();
      directories
          .computeIfAbsent(path.substring(0, path.lastIndexOf('/') + 1), _ -> new ArrayList<>())
          .add(element);
    }
    List<PageNode> nodes = new ArrayList<>();
    directories.forEach((directory, files) -> {
      files.sort(Comparator.comparing(e -> ((Trait.File) e.trait()).path()));
      if (files.size() < TOGETHER || directory.isEmpty()) {
        files.forEach(e -> nodes.add(known(e, file(e, 0))));
      } else {
        nodes.add(
            new PageNode(
                new Content.Group(files.size()),
                directory,
                files.stream().map(e -> known(e, file(e, directory.length()))).toList()));
      }
    });
    return nodes;
  }

  private static String file(Element element, int from) {
    Trait.File file = (Trait.File) element.trait();
    String deleted = file.access() == Trait.File.Access.DELETE ? " deleted" : "";
    return file.path().substring(from)
        + deleted
        + (file.program() == null ? "" : " by " + file.program());
  }

  private static List<PageNode> directions(List<Element> elements) {
    Map<Trait.Network.Direction, List<PageNode>> directions =
        new EnumMap<>(Trait.Network.Direction.class);
    for (Element element : elements) {
      Trait.Network network = (Trait.Network) element.trait();
      directions
          .computeIfAbsent(network.direction(), _ -> new ArrayList<>())
          .add(known(element, connection(network)));
    }
    Map<String, List<PageNode>> titled = new LinkedHashMap<>();
    directions.forEach((direction, nodes) -> titled.put(title(direction), nodes));
    return titled.entrySet().stream()
        .map(e -> new PageNode(new Content.Group(e.getValue().size()), e.getKey(), e.getValue()))
        .toList();
  }

  private static String title(Trait.Network.Direction direction) {
    return switch (direction) {
      case OUT -> "Connects to";
      case IN -> "Is connected to by";
      case LISTEN -> "Listens on";
    };
  }

  /** Peer, port and program of a connection. */
  static String connection(Trait.Network network) {
    String port =
        (network.port() == 0 ? "any port" : "port " + network.port())
            + (network.protocol() == null ? "" : "/" + network.protocol())
            + (network.program() == null ? "" : " by " + network.program());
    return switch (network.direction()) {
      case LISTEN -> port;
      case OUT -> Wording.peer(network.peer()) + ", " + port;
      case IN -> Wording.peer(network.peer()) + ", on " + port;
    };
  }

  /** Where an element or an act stands on a page: from the top line down; empty when nowhere. */
  static List<PageNode> path(
      List<PageNode> page, @Nullable Element element, @Nullable Outside outside) {
    for (PageNode node : page) {
      boolean here =
          switch (node.content()) {
            case Content.Known(Element known, var pattern) ->
                pattern == null && same(known, element);
            case Content.Act(Outside act) -> outside != null && act.isSameAs(outside);
            case Content.Head _,
                Content.Containers _,
                Content.OneContainer _,
                Content.Part _,
                Content.Group _,
                Content.Beyond _,
                Content.Remark _ ->
                false;
          };
      if (here) {
        return List.of(node);
      }
      List<PageNode> below = path(node.below(), element, outside);
      if (!below.isEmpty()) {
        List<PageNode> path = new ArrayList<>(List.of(node));
        path.addAll(below);
        return path;
      }
    }
    return List.of();
  }

  @SuppressWarnings("ReferenceEquality") // the very element of the profile
  private static boolean same(Element one, @Nullable Element other) {
    return one == other;
  }
}
