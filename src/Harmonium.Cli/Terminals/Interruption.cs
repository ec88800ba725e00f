using System.Runtime.InteropServices;

namespace Harmonium.Cli.Terminals;

/// <summary>Ctrl-C while a long job runs: the first asks the job to come to a good end, the second ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Canceled by the first Ctrl-C.</summary>
    internal CancellationToken Token => _source.Token;

    /// <summary>Listens to the signals of this process.</summary>
    internal static Interruption OfProcess()
    {
        Interruption interruption = new();
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
            interruption._registrations.Add(PosixSignalRegistration.Create(signal, interruption.OnSignal));
        return interruption;
    }

    /// <summary>Asks the job to stop.</summary>
    internal void Interrupt() => _source.Cancel();

    /// <summary>Listens no more.</summary>
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
    }
}
