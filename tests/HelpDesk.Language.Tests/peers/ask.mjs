// Microsoft's own clients of Azure AI Language, asked what standard input says.
// In: {endpoint, key, calls: [{client: "language-text" | "text-analytics", kind, documents, options?, retries?}]};
// out: [{results} | {failed: {code, status, message}}], one for each call.
import { TextAnalysisClient } from '@azure/ai-language-text';
import { TextAnalyticsClient } from '@azure/ai-text-analytics';
import { AzureKeyCredential } from '@azure/core-auth';

let text = '';
for await (const part of process.stdin.setEncoding('utf8')) text += part;
const { endpoint, key, calls } = JSON.parse(text);

const methods = { LanguageDetection: 'detectLanguage', PiiEntityRecognition: 'recognizePiiEntities', KeyPhraseExtraction: 'extractKeyPhrases', SentimentAnalysis: 'analyzeSentiment' };
const settings = (call) => ({ allowInsecureConnection: true, retryOptions: { maxRetries: call.retries ?? 0 } });

function ask(call) {
  const credential = new AzureKeyCredential(key);
  if (call.client === 'language-text') return new TextAnalysisClient(endpoint, credential, settings(call)).analyze(call.kind, call.documents, call.options ?? {});
  // It speaks the version before: the same contract in another form.
  const client = new TextAnalyticsClient(endpoint, credential, settings(call));
  return client[methods[call.kind]](call.documents, call.options ?? {});
}

const answers = [];
for (const call of calls) {
  try {
    answers.push({ results: [...(await ask(call))] });
  } catch (error) {
    answers.push({ failed: { code: error.code ?? '', status: error.statusCode ?? 0, message: error.message } });
  }
}
process.stdout.write(JSON.stringify(answers));
