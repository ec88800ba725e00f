using System.Runtime.InteropServices;

namespace Harmonium.Cli.Terminals;

/// <summary>Handles Ctrl-C during a long job. The first Ctrl-C cancels the job; the second ends the process immediately.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What the first Ctrl-C shows.</summary>
    internal const string Stopping = "Stopping after the current step. Press Ctrl-C again to end immediately.";

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>The token that the first Ctrl-C cancels.</summary>
    internal CancellationToken Token => _source.Token;

    /// <summary>Starts listening to the signals of this process.</summary>
    internal static Interruption OfProcess()
    {
        Interruption interruption = new();
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
            interruption._registrations.Add(PosixSignalRegistration.Create(signal, interruption.OnSignal));
        return interruption;
    }

    /// <summary>Cancels the job.</summary>
    internal void Interrupt() => _source.Cancel();

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested)
            Environment.Exit(ExitCode.Canceled);
        Interrupt();
        Console.Error.WriteLine(Stopping);
    }
}
