using Harmonium.Numerics;

namespace Harmonium;

/// <summary>The gradients of the layers' own parameters in one step, and the means that centring needs.</summary>
internal sealed class LayerGradients
{
    private readonly Dictionary<Layer, Tensor> _dataMeans = [];
    private readonly Dictionary<Layer, Tensor> _differences = [];
    private readonly Dictionary<Layer, IReadOnlyList<Tensor>> _gradients = [];

    internal LayerGradients(BoltzmannMachine machine, Statistics statistics)
    {
        Device device = machine.Parameters.First().Values.Device;
        Tensor dataWeights = statistics.Data.WeightsOrEqual(device), modelWeights = statistics.Model.WeightsOrEqual(device);
        foreach (Layer layer in machine.Layers)
        {
            States data = statistics.Data.State[layer], model = statistics.Model.State[layer];
            Tensor dataMean = data.WeightedSum(dataWeights), modelMean = model.WeightedSum(modelWeights);
            _dataMeans[layer] = dataMean;
            _differences[layer] = dataMean.Clone().AddScaled(modelMean, -1);
            IReadOnlyList<Tensor> gradient = layer.Units.NegativeEnergyGradient(data, dataWeights, dataMean);
            IReadOnlyList<Tensor> other = layer.Units.NegativeEnergyGradient(model, modelWeights, modelMean);
            for (int i = 0; i < gradient.Count; i++)
                gradient[i].AddScaled(other[i], -1);
            _gradients[layer] = gradient;
        }

        foreach ((float weight, Statistics added) in statistics.Added)
            Add(new LayerGradients(machine, added), weight);
    }

    /// <summary>The mean of a layer under the data, [units].</summary>
    internal Tensor DataMean(Layer layer) => _dataMeans[layer];

    /// <summary>The mean under the data less that under the model, [units].</summary>
    internal Tensor Difference(Layer layer) => _differences[layer];

    /// <summary>The gradient of each of the layer's parameters; the first is that of the bias.</summary>
    internal IReadOnlyList<Tensor> Of(Layer layer) => _gradients[layer];

    private void Add(LayerGradients other, float weight)
    {
        foreach ((Layer layer, IReadOnlyList<Tensor> gradients) in _gradients)
        {
            _differences[layer].AddScaled(other._differences[layer], weight);
            for (int i = 0; i < gradients.Count; i++)
                gradients[i].AddScaled(other._gradients[layer][i], weight);
        }
    }

    /// <summary>Takes off the biases' gradients what a centred coupling puts there.</summary>
    internal void Correct(Coupling coupling, (Tensor First, Tensor Second) corrections)
    {
        coupling.First.Units.AddInputShift(_gradients[coupling.First][0], corrections.First, -1);
        coupling.Second.Units.AddInputShift(_gradients[coupling.Second][0], corrections.Second, -1);
    }
}
