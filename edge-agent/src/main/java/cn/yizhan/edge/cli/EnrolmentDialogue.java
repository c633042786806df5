package cn.yizhan.edge.cli;

import cn.yizhan.edge.EnrolmentFile;
import cn.yizhan.edge.stationfile.Language;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The questions whose answers make an enrolment. Each is asked again until its answer is good. */
final class EnrolmentDialogue {
  /** Answers to a question after which the dialogue ends: somebody is not there, or lost. */
  private static final int TRIES = 5;

  private final Questions questions;
  private final Language language;
  private final ObjectNode keys = JsonNodeFactory.instance.objectNode();

  EnrolmentDialogue(Questions questions, Language language) {
    this.questions = questions;
    this.language = language;
  }

  /** The enrolment as a file; null when the answers ended before it was whole. */
  byte @Nullable [] run() {
    boolean whole =
        answer(
                "hub",
                say(
                    "平台地址，如 mqtts://hub.example:443：",
                    "Address of the hub, as in mqtts://hub.example:443:"),
                false)
            && answer(
                "address",
                say("如需经固定地址连接，填 地址:端口，否则回车：", "Fixed address:port to connect to, or nothing:"),
                true)
            && answer("station", say("驿站代码：", "Code of the station:"), false)
            && secret()
            && authority();
    return whole ? EnrolCommand.utf8(keys.toPrettyString() + "\n") : null;
  }

  private String say(String zh, String en) {
    return language.of(zh, en);
  }

  private boolean answer(String key, String question, boolean optional) {
    for (int i = 0; i < TRIES; i++) {
      String typed = questions.ask(question);
      if (typed == null) {
        return false;
      }
      if (typed.isBlank() && optional) {
        return true;
      }
      if (good(key, typed.strip())) {
        return true;
      }
    }
    return false;
  }

  private boolean secret() {
    for (int i = 0; i < TRIES; i++) {
      String typed = questions.secret(say("密钥（不显示）：", "Secret (not shown):"));
      if (typed == null) {
        return false;
      }
      if (good("secret", typed.strip())) {
        return true;
      }
    }
    return false;
  }

  private boolean authority() {
    for (int i = 0; i < TRIES; i++) {
      String typed =
          questions.ask(say("CA 证书文件，没有则回车：", "File with the CA's certificate, or nothing:"));
      if (typed == null) {
        return false;
      }
      if (typed.isBlank()) {
        return true;
      }
      String pem = certificate(typed.strip());
      if (pem != null) {
        keys.put("ca", pem);
        return true;
      }
    }
    return false;
  }

  private @Nullable String certificate(String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of(file));
      CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      questions.tell(say("无法读取 ", "cannot be read: ") + file);
    } catch (CertificateException e) {
      questions.tell(say("不是 PEM 证书", "is not a certificate in PEM"));
    }
    return null;
  }

  /** Takes an answer over if the enrolment has nothing against it. */
  private boolean good(String key, String typed) {
    keys.put(key, typed);
    List<String> mistakes = new ArrayList<>();
    EnrolmentFile.of(
        keys,
        (wrong, zh, en) -> {
          if (wrong.equals(key)) {
            mistakes.add(say(zh, en));
          }
        });
    if (mistakes.isEmpty()) {
      return true;
    }
    keys.remove(key);
    mistakes.forEach(questions::tell);
    return false;
  }
}
