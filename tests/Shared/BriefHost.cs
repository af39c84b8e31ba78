using System.Diagnostics;

namespace HelpDesk.Scripts;

/// <summary>A host of a test lives for seconds.</summary>
internal static class BriefHost
{
    /// <summary>
    /// Nothing is counted and compiled again: what a host earns by that over days costs one of a few seconds as much as its start. Nor does
    /// it listen for debuggers: whoever is killed leaves what they would come by in the folder of temporary files.
    /// </summary>
    public static void IsBrief(this ProcessStartInfo start) => start.Environment["DOTNET_TC_CallCounting"] = start.Environment["DOTNET_EnableDiagnostics"] = "0";
}
