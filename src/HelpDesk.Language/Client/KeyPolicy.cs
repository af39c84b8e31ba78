using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace HelpDesk.Language.Client;

/// <summary>The key of an Azure resource, in the header that the service reads; read anew for each request, so that it can be changed while we run.</summary>
internal sealed class KeyPolicy(AzureKeyCredential key) : HttpPipelineSynchronousPolicy
{
    public const string Header = "Ocp-Apim-Subscription-Key";

    public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue(Header, key.Key);
}
