using System.Runtime.CompilerServices;
using HelpDesk.Attachments.Images;

namespace HelpDesk.Attachments.Tests;

/// <summary>The program of the tests, started anew for a picture, does what the host's program does: clean it, and end.</summary>
internal static class ImageChild
{
#pragma warning disable CA2255 // Before the tests' own beginning, which is written by the test framework.
    [ModuleInitializer]
    internal static void Run()
    {
        string[] arguments = [.. Environment.GetCommandLineArgs().Skip(1)];
        if (ImageProcess.IsAskedBy(arguments))
        {
            Environment.Exit(ImageProcess.Run(arguments));
        }
    }
#pragma warning restore CA2255
}
