namespace HelpDesk.Attachments.Tests;

/// <summary>
/// Tests that start programs, one after another: a script that one test has just written cannot be run while a program that
/// another test starts at that instant still holds the file open («text file busy»).
/// </summary>
[CollectionDefinition(nameof(Processes))]
public static class Processes;
