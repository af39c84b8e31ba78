using HelpDesk.Sources;

namespace HelpDesk.Conversation.Settings;

/// <summary>Settings on the host's command line: --Mail:Port 587, --Mail:Port=587, /Mail:Port=587, Mail:Port=587. Whatever the framework would pass over is a fault.</summary>
internal static class CommandLineSettings
{
    public static SettingLayer Read(IReadOnlyList<string> arguments)
    {
        var (given, faults) = (new List<GivenSetting>(), new List<SettingFault>());
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Parts(arguments[i]);
            if (name is null)
            {
                faults.Add(new SettingFault(arguments[i], "SET016"));
                continue;
            }

            var origin = new SettingOrigin(SettingPlace.CommandLine, "--" + name);
            if (value is null)
            {
                if (i + 1 >= arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                {
                    faults.Add(new SettingFault(name, "SET017", name) { Origin = origin });
                    continue;
                }

                value = arguments[++i];
            }

            given.Add(new GivenSetting(name, value.Length == 0 ? null : value, origin));
        }

        return new SettingLayer(given, faults);
    }

    /// <summary>Name null: no setting. Value null: the next argument is it.</summary>
    private static (string? Name, string? Value) Parts(string argument)
    {
        if (argument is "--help" or "--version")
        {
            return (null, null);
        }

        var start = argument.StartsWith("--", StringComparison.Ordinal) ? 2 : argument.StartsWith('-') || argument.StartsWith('/') ? 1 : 0;
        var at = argument.IndexOf('=', StringComparison.Ordinal);
        if (at > start)
        {
            return (argument[start..at], argument[(at + 1)..]);
        }

        return at < 0 && argument.Length > start && (start == 2 || argument.StartsWith('/')) ? (argument[start..], null) : (null, null);
    }
}
