using System.Diagnostics;
using System.Runtime.CompilerServices;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;

namespace Harmonium.Tests.Storage;

/// <summary>
/// A second process for tests of interactions between processes: the test program started again with a role in its environment.
/// The role runs before any tests are discovered.
/// </summary>
internal static class ChildProcess
{
    private const string Role = "HARMONIUM_TEST_ROLE";
    private const string Folder = "HARMONIUM_TEST_FOLDER";

    /// <summary>Opens the run, reports it, and waits to be killed; or reports why it could not open the run.</summary>
    public const string Holder = "holder";

    /// <summary>Opens the run and saves one checkpoint after another, reporting each after it is saved, until it is killed.</summary>
    public const string Saver = "saver";

    public static Process Start(string role, string folder)
    {
        string self = Environment.ProcessPath!;
        ProcessStartInfo start = new(self) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        start.Environment[Role] = role;
        start.Environment[Folder] = folder;
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void PlayRole()
    {
        string? role = Environment.GetEnvironmentVariable(Role);
        if (role is null)
            return;
        try
        {
            using RunFolder run = RunFolder.Open(Environment.GetEnvironmentVariable(Folder)!, TimeProvider.System);
            if (role == Saver)
                SaveForever(run);
            Console.WriteLine("held");
            Console.ReadLine();
            Environment.Exit(0);
        }
        catch (StorageException exception)
        {
            Console.WriteLine(exception.Message);
            Environment.Exit(1);
        }
    }

    private static void SaveForever(RunFolder run)
    {
        long start = run.LatestCheckpoint().Latest?.Step ?? 0;
        run.KeepMetricsUpTo(start);
        for (long step = start + 10; ; step += 10)
        {
            run.AppendMetrics(Runs.RowAt(step));
            run.SaveCheckpoint(Runs.CheckpointAt(step));
            Console.WriteLine(step);
        }
    }
}
