// Microsoft's connector client, called once for each thing that ours does: what it writes is the golden request.
// In: {baseUri, conversation, activityId, activity, bot, person, tenantId, continuation}.
import { ConnectorClient } from 'botframework-connector';
import { read, write } from './lines.mjs';

const { baseUri, conversation, activityId, activity, bot, person, tenantId, continuation } = await read();
const credentials = {
  signRequest: async (request) => {
    request.headers.set('authorization', 'Bearer golden');
    return request;
  },
};
const { conversations } = new ConnectorClient(credentials, { baseUri });
await conversations.sendToConversation(conversation, activity);
await conversations.replyToActivity(conversation, activityId, activity);
await conversations.updateActivity(conversation, activityId, activity);
await conversations.deleteActivity(conversation, activityId);
await conversations.createConversation({ isGroup: false, bot, members: [person], tenantId, channelData: { tenant: { id: tenantId } }, activity });
await conversations.getConversationPagedMembers(conversation, { pageSize: 200 });
await conversations.getConversationPagedMembers(conversation, { pageSize: 200, continuationToken: continuation });
write('done');
