package dev.keepsake.write.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.write.detect.Detection.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken for a credential or a key, and what only speaks of one. A statement that is
/// refused wrongly is a memory lost.
final class SecretsTest {
  private static final Detectors DETECTORS = new Detectors();

  /// The random part of an invented key. Prefixes stand apart from it, so that no scanner of code
  /// takes these tests for a leak.
  private static final String TAIL =
      "Inv3nt3dForTh1sTest0nlyAbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz0123456";

  private static final String HEX =
      "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

  @ParameterizedTest
  @CsvSource({
    "ghp_, 36, github_token",
    "gho_, 36, github_token",
    "github_pat_, 80, github_token",
    "glpat-, 20, gitlab_token",
    "xoxb-, 40, slack_token",
    "https://hooks.slack.com/services/, 40, slack_webhook",
    "sk_live_, 24, stripe_key",
    "rk_test_, 24, stripe_key",
    "whsec_, 32, stripe_key",
    "sk-, 48, openai_key",
    "sk-proj-, 60, openai_key",
    "sk-ant-api03-, 90, anthropic_key",
    "AIza, 35, google_api_key",
    "GOCSPX-, 28, google_oauth_secret",
    "ya29., 60, google_oauth_token",
    "AccountKey=, 86, azure_key",
    "npm_, 36, npm_token",
    "pypi-, 80, pypi_token",
    "123456789:AA, 33, telegram_token",
    "hf_, 34, hugging_face_token",
    "hvs., 24, vault_token",
    "dckr_pat_, 27, docker_token",
    "gsk_, 52, groq_key",
    "ntn_, 46, notion_token"
  })
  void a_key_of_a_known_format_is_a_secret(String prefix, int length, String rule) {
    String key = prefix + TAIL.substring(0, length);

    for (String text :
        new String[] {key, "The user deploys with " + key + ", from home.", "x=" + key}) {
      assertThat(DETECTORS.find(text)).as(text).contains(new Detection(Kind.SECRET, rule));
    }
  }

  @Test
  void keys_of_several_parts_are_secrets() {
    assertRule("aws_access_key", "AKIA" + "Q3EGRIVNTD7ZUB2X", "it is AKIA" + "Q3EGRIVNTD7ZUB2X.");
    assertRule(
        "aws_secret_key",
        "AWS secret: " + TAIL.substring(0, 38) + "/+",
        "aws " + TAIL.substring(0, 40));
    assertRule("sendgrid_key", "SG." + TAIL.substring(0, 22) + "." + TAIL.substring(0, 43));
    assertRule("twilio_key", "SK" + HEX.substring(0, 32));
    assertRule("digitalocean_token", "dop_v1_" + HEX);
    assertRule("shopify_token", "shpat_" + HEX.substring(0, 32));
    assertRule("discord_token", "MT" + TAIL.substring(0, 24) + ".Gabcd1." + TAIL.substring(0, 38));
    assertRule(
        "json_web_token",
        "eyJ"
            + TAIL.substring(0, 20)
            + ".eyJ"
            + TAIL.substring(0, 30)
            + "."
            + TAIL.substring(0, 43));
    assertRule(
        "private_key",
        "-----BEGIN " + "PRIVATE KEY-----",
        "-----BEGIN EC " + "PRIVATE KEY-----\nMHc",
        "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://sam:hunter2@db.example.com/shop",
        "postgresql+psycopg://sam:p%40ss9@db/shop",
        "mongodb+srv://sam:k4rtoffel@cluster0.example.net",
        "The cache is redis://:moewe81@10.0.0.5:6379/0.",
        "amqps://sam:Regen11@mq.example.com",
        "https://sam:Regen11@git.example.com/shop.git"
      })
  void an_address_with_a_password_is_a_secret(String text) {
    assertRule("connection_string", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer 8f2c1d9ae07b4c63",
        "Authorization: Basic c2FtOmh1bnRlcjI=",
        "{\"Authorization\": \"Bearer 8f2c1d9ae07b4c63\"}",
        "The header is Bearer 8f2c1d9ae07b4c63ab12ff00",
        "curl -u sam:Regen11 https://api.example.com"
      })
  void a_header_with_credentials_is_a_secret(String text) {
    assertRule("authorization_header", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my password is hunter2",
        "My password is hunter2.",
        "The user's password is hunter2 and the cat is called Mia",
        "The user's password is swordfish",
        "the wifi password is Kaktus!19",
        "The password for the guest wifi at home is willkommen2024",
        "The password of the user's NAS is: Kaktus!19",
        "PASSWORD=Regenbogen11",
        "password: swordfish",
        "pw: swordfish",
        "pwd = Kaktus!19",
        "DB_PASSWORD=Kaktus19",
        "jdbc:mysql://db.example.com/shop?user=sam&password=Regenbogen11",
        "Login: sam, password Blaubeere77!",
        "The user changed the password to Kirsche99",
        "The passphrase is \"correct horse battery staple\"",
        "the password is `tr0ub4dor&3`",
        "The user's Netflix password is 20112011",
        "passwort lautet Gartenzwerg42",
        "Das WLAN-Passwort ist Gartenzwerg42",
        "Kennwort: Gartenzwerg",
        "mot de passe : Camembert33",
        "Le mot de passe est Camembert33",
        "La contraseña es tortuga88",
        "contraseña: tortuga",
        "A senha é Abacaxi55",
        "La password è Girasole9",
        "Het wachtwoord is Fietsbel2020",
        "Hasło to: Bocian77",
        "пароль: Ромашка2021",
        "ПАРОЛЬ ДЛЯ ПОЧТЫ: qwerty77",
        "ที่password: swordfish",
        "密码是 kaktus19",
        "パスワードは kaktus19"
      })
  void a_password_with_its_value_is_a_secret(String text) {
    assertRule("password", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PIN is 4821",
        "PIN: 4821",
        "The user's PIN is 0937",
        "my pin is 0937",
        "The PIN of the bank card is 0937.",
        "the pin for the SIM card is 4821",
        "Die PIN lautet 4821",
        "PIN code 4821",
        "The passcode of the phone is 771204",
        "alarm code: 5309",
        "The door code at the office is 4821#",
        "The safe combination is 12-34-56",
        "verification code 482193",
        "Der Zugangscode ist 90210",
        "The code for the front door is 2-5-8-0",
        "Der Code für die Haustür ist 4711"
      })
  void a_pin_or_an_access_code_is_a_secret(String text) {
    assertThat(DETECTORS.find(text)).map(Detection::kind).as(text).contains(Kind.SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The API key for the weather service is 7c9e66f2a1b04d3e",
        "api_key: 7c9e66f2a1b04d3e",
        "\"client_secret\": \"q8Z-pX2w_L0vT7\"",
        "The access token is 7c9e66f2a1b04d3e",
        "SECRET_KEY=d8#kQ2!xv9",
        "The token for the bot is 7c9e66f2a1b04d3e",
        "WLAN-Schlüssel: 9f3k-LL2p-0qxz",
        "The license key of the editor is 4XK2-99PQ-ZW17-M3LD",
        "recovery codes: 8f2c-1d9a-e07b"
      })
  void a_random_value_after_a_word_for_a_key_is_a_secret(String text) {
    assertThat(DETECTORS.find(text)).map(Detection::rule).as(text).contains("api_key");
  }

  @Test
  void the_words_of_a_wallet_are_a_secret() {
    assertRule(
        "seed_phrase",
        "My seed phrase is orbit velvet cactus mango ladder puzzle window tiger rocket lemon canvas"
            + " echo");
    assertRule(
        "seed_phrase",
        "Recovery words: orbit, velvet, cactus, mango, ladder, puzzle, window, tiger, rocket,"
            + " lemon, canvas, echo");
  }

  /// A zero-width space, Cyrillic letters, wide letters, a soft hyphen, a mark over a letter.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "My pass\u200Bword is hunter2",
        "My p\u0430ssw\u043Erd is hunter2",
        "My \uFF50\uFF41\uFF53\uFF53\uFF57\uFF4F\uFF52\uFF44 is hunter2",
        "My pass\u00ADword is hunter2",
        "My p\u0301assword is hunter2",
        "My \u202Epassword\u202C is hunter2",
        "MY PASSWORD IS HUNTER2"
      })
  void a_disguise_does_not_help(String text) {
    assertRule("password", text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the user uses a password manager",
        "the user wants to reset the password",
        "The password policy requires 12 characters",
        "The user's password was changed on Monday",
        "The password was changed on 2026-03-01",
        "The user's password is compromised",
        "The user's password is terrible.",
        "The password is in the vault",
        "The user's password is in 1Password",
        "The password is not stored anywhere.",
        "The user finds that a password is obsolete.",
        "Das Passwort ist unsicher",
        "Das Passwort ist im Tresor",
        "La contraseña es segura",
        "Password hashing uses Argon2id with 64 MiB",
        "Passwords are hashed with bcrypt at cost 12",
        "A password must have 12 characters and 2 digits",
        "The user has a 16-character password",
        "The user prefers passkeys to passwords",
        "Passwort vergessen: der Nutzer will zurücksetzen",
        "The user set a reminder: password renewal in May",
        "The user's password hint is about the first pet",
        "The password expires every 90 days",
        "Password reset mails come from no-reply@example.com",
        "The test of the login page covers wrong passwords, expired tokens and locked accounts",
        "The user works on password-less login with FIDO2",
        "The user lost the passport, not the password",
        "The user passed the exam in 2024",
        "The mountain pass is 2315 m high",
        "the key to success is patience",
        "The user prefers tokens over sessions",
        "The token limit of the model is 200000",
        "The primary key is order_id",
        "The key is under the mat",
        "The user plays the piano in the key of D",
        "The secret is to start early",
        "The user's secret talent is juggling",
        "API keys are rotated every 90 days",
        "The API key is stored in the vault",
        "The API key expired on 2026-03-01",
        "The access token expires after 15 minutes",
        "private key: ~/.ssh/id_ed25519",
        "The private key is in /home/sam/.ssh/id_rsa4096",
        "The seed phrase is kept in a safe in the house of the user's parents in Italy",
        "The seed of the experiment is 42",
        "The user pinned version 4.2.1",
        "Pin 13 drives the LED",
        "The user collects 4821 pins",
        "The PIN code of the village is 560034",
        "The user has a pinboard of 2024 concert tickets",
        "The zip code is 94103",
        "The area code is 415",
        "The discount code is SOMMER20",
        "The error code is 4041",
        "The country code is 49",
        "The door is code-locked",
        "The code for the shop is in the repository",
        "The key for the map is on page 12",
        "The key of the song is B-flat",
        "The user's account is sam@example.com, opened in 2019",
        "The dress code is casual"
      })
  void what_only_speaks_of_secrets_is_none(String text) {
    assertNothing(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The fix is commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "The AWS deployment is commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "id 0190c3f2-7c1e-7d3a-9b57-2f6f0c1a4e11",
        "SHA-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "ISBN 978-3-16-148410-0",
        "The user's phone number is +49 30 901820",
        "Call the user at 0176 55501234",
        "order 302-4471983-9921765",
        "Java 25.0.1+8-LTS",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIInventedPublicKey0fN0b0dyAtAll sam@laptop",
        "https://sam.example.com:8443/admin?tab=users",
        "git@github.com:sam/shop.git",
        "postgres://db.example.com:5432/shop",
        "redis://10.0.0.5:6379/0",
        "arn:aws:iam::123456789012:role/deploy",
        "The user's meeting id is 845 1123 9921"
      })
  void what_only_looks_random_is_none(String text) {
    assertNothing(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: <password>",
        "The password is shown as ********",
        "password: xxxxxxxx",
        "OPENAI_API_KEY=YOUR_API_KEY",
        "api_key: your-api-key-goes-here-1",
        "Authorization: Bearer $TOKEN",
        "Authorization: Bearer <token>",
        "The token is $TOKEN",
        "password=${DB_PASSWORD}",
        "password: {{ vault_db_password }}",
        "postgres://user:password@localhost/db",
        "postgres://sam:<password>@db/shop",
        "The default password is changeme",
        "password = os.environ['DB_PASSWORD']",
        "GitHub's tokens begin with ghp_ or github_pat_",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void a_placeholder_is_none(String text) {
    assertNothing(text);
  }

  private static void assertRule(String rule, String... texts) {
    for (String text : texts) {
      assertThat(DETECTORS.find(text)).as(text).contains(new Detection(Kind.SECRET, rule));
    }
  }

  private static void assertNothing(String text) {
    assertThat(DETECTORS.find(text)).as(text).isEqualTo(Optional.empty());
  }
}
