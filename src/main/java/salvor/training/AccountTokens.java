package salvor.training;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import salvor.training.apiserver.Answer;
import salvor.training.apiserver.ApiRequest;
import salvor.training.apiserver.Identity;
import salvor.training.apiserver.Tokens;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers {@code serviceaccounts/token}: with a token that lets in as the account, for its time.
 */
final class AccountTokens {
  private static final int HOUR = 3600;
  private final Tokens tokens;
  private final InstantSource wall;

  AccountTokens(Tokens tokens, InstantSource wall) {
    this.tokens = tokens;
    this.wall = wall;
  }

  Answer answer(ApiRequest request, ObjectNode account) {
    String namespace = account.path("metadata").path("namespace").asString("");
    String user =
        "system:serviceaccount:"
            + namespace
            + ":"
            + account.path("metadata").path("name").asString("");
    List<String> groups =
        List.of(
            "system:serviceaccounts",
            "system:serviceaccounts:" + namespace,
            "system:authenticated");
    long seconds = Math.max(600, request.object().at("/spec/expirationSeconds").asLong(HOUR));
    Instant until = wall.instant().plusSeconds(Math.min(seconds, 48 * HOUR));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
    answer
        .putObject("status")
        .put("token", tokens.issue(new Identity(user, groups), until))
        .put("expirationTimestamp", until.toString());
    return new Answer.Document(201, answer);
  }
}
