package salvor.recovery;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which pipeline rebuilds an image, and how it is reached. Holds no secret, but where they are. */
public sealed interface HotfixSettings {
  /** The word for the system. */
  String system();

  /** Where it is and what is run there, in a few words without a secret. */
  String target();

  /** Where the secrets are that are sent there, or sign what is sent. */
  default List<SecretRef> secrets() {
    return switch (this) {
      case Tekton _, Argo _ -> List.of(); // the cluster's own access does
      case Dispatch dispatch -> List.of(dispatch.token());
      case GitLab gitLab ->
          Stream.of(gitLab.trigger(), gitLab.read()).filter(Objects::nonNull).toList();
      case Webhook webhook -> List.of(webhook.key());
    };
  }

  /**
   * A Tekton pipeline in the cluster.
   *
   * @param digestResult the result that holds the new digest
   */
  record Tekton(
      String namespace,
      String pipeline,
      @Nullable String serviceAccount,
      Map<String, String> parameters,
      String digestResult)
      implements HotfixSettings {
    /** Copies the map. */
    public Tekton {
      parameters = Map.copyOf(parameters);
    }

    @Override
    public String system() {
      return "tekton";
    }

    @Override
    public String target() {
      return namespace + "/" + pipeline;
    }
  }

  /**
   * An Argo workflow template in the cluster.
   *
   * @param digestResult the output parameter of one of its nodes that holds the new digest
   */
  record Argo(
      String namespace, String template, Map<String, String> parameters, String digestResult)
      implements HotfixSettings {
    /** Copies the map. */
    public Argo {
      parameters = Map.copyOf(parameters);
    }

    @Override
    public String system() {
      return "argo";
    }

    @Override
    public String target() {
      return namespace + "/" + template;
    }
  }

  /**
   * A workflow of GitHub or Forgejo that can be dispatched.
   *
   * @param api the root of its API, such as {@code https://api.github.com}
   * @param markInput the input of the workflow that is given the mark, which its run-name must
   *     show; null for none, and then two runs at once cannot be told apart
   */
  record Dispatch(
      Flavour flavour,
      URI api,
      String repository,
      String workflow,
      String ref,
      Map<String, String> inputs,
      @Nullable String markInput,
      SecretRef token)
      implements HotfixSettings {
    /** Copies the map. */
    public Dispatch {
      inputs = Map.copyOf(inputs);
    }

    /** Whose API it is. */
    public enum Flavour {
      GITHUB,
      FORGEJO
    }

    @Override
    public String system() {
      return flavour == Flavour.GITHUB ? "github" : "forgejo";
    }

    @Override
    public String target() {
      return api + " " + repository + " " + workflow + " " + ref;
    }
  }

  /**
   * A pipeline of GitLab, by its trigger.
   *
   * @param trigger the trigger token
   * @param read a token that may read the pipelines; null where they cannot be followed
   */
  record GitLab(
      URI api,
      String project,
      String ref,
      Map<String, String> variables,
      SecretRef trigger,
      @Nullable SecretRef read)
      implements HotfixSettings {
    /** Copies the map. */
    public GitLab {
      variables = Map.copyOf(variables);
    }

    @Override
    public String system() {
      return "gitlab";
    }

    @Override
    public String target() {
      return api + " " + project + " " + ref;
    }
  }

  /**
   * Anything else that takes a signed request.
   *
   * @param key by which the request is signed
   */
  record Webhook(URI url, SecretRef key) implements HotfixSettings {
    @Override
    public String system() {
      return "webhook";
    }

    @Override
    public String target() {
      return url.getScheme()
          + "://"
          + url.getAuthority()
          + url.getPath(); // a query may be a secret
    }
  }
}
