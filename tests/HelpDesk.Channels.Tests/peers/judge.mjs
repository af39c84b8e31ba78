// Microsoft's validator of inbound tokens over a fake channel's metadata.
// In: {metadata, appId, cases: [{name, header, activity}]}; out: {name: "accepted" | "rejected WHY"}.
import { AuthenticationConfiguration, BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory } from 'botframework-connector';
import { read, write } from './lines.mjs';

const { metadata, appId, cases } = await read();
console.error = () => {}; // it prints every refusal
const authentication = BotFrameworkAuthenticationFactory.create(
  '', true, 'https://login.invalid', 'https://api.botframework.com', 'https://api.botframework.com', 'https://oauth.invalid',
  metadata, metadata, '', new PasswordServiceClientCredentialFactory(appId, 'not used'), new AuthenticationConfiguration());
const verdicts = {};
for (const { name, header, activity } of cases) {
  try {
    await authentication.authenticateRequest(activity, header ?? '');
    verdicts[name] = 'accepted';
  } catch (error) {
    verdicts[name] = `rejected ${error.message}`;
  }
}
write(verdicts);
